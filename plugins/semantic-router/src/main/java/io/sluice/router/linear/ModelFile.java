package io.sluice.router.linear;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A file of trained weights: a number that says what it is, a version, the fields, and the SHA-256
 * of all of that.
 *
 * @param name of the kind, for messages
 * @param magic with which such files begin
 * @param version that this program reads and writes
 */
public record ModelFile(String name, int magic, int version) {

  private static final int DIGEST = 32;

  /** Magic, version and digest. */
  private static final int LEAST = 8 + DIGEST;

  /** No list of a model is longer. */
  private static final int MOST = 1 << 20;

  /** Writes fields. */
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads fields. */
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /** Returns the bytes of a file. */
  public byte[] write(Writer fields) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      out.writeInt(version);
      fields.write(out);
      out.flush();
      out.write(Sha256.of(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a file to its last byte.
   *
   * @throws InvalidConfigException if it is no such file, of another version, cut or changed
   */
  public <T> T read(byte[] file, Reader<T> fields) {
    require(file.length >= LEAST, "size", "at least %d bytes".formatted(LEAST), file.length);
    var body = Arrays.copyOf(file, file.length - DIGEST);
    try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
      int foundMagic = in.readInt();
      require(foundMagic == magic, "magic", hex(magic), hex(foundMagic));
      int foundVersion = in.readInt();
      require(foundVersion == version, "version", String.valueOf(version), foundVersion);
      var stated = Arrays.copyOfRange(file, body.length, file.length);
      var digest = Sha256.of(body);
      require(
          Arrays.equals(stated, digest),
          "digest",
          HexFormat.of().formatHex(digest, 0, 6) + "…, that of its content",
          HexFormat.of().formatHex(stated, 0, 6) + "…");
      T value = fields.read(in);
      require(in.available() == 0, "size", "without more after the fields", file.length);
      return value;
    } catch (EOFException e) {
      throw invalid("fields", "complete", "cut").orElseThrow();
    } catch (IOException | IllegalArgumentException e) {
      throw invalid("fields", "readable", String.valueOf(e.getMessage())).orElseThrow();
    }
  }

  /** Throws unless a condition holds. */
  public void require(boolean holds, String key, String rule, Object value) {
    if (!holds) {
      throw invalid(key, rule, value).orElseThrow();
    }
  }

  private Optional<InvalidConfigException> invalid(String key, String rule, Object value) {
    try {
      new Problems(name).require(false, key, rule, value).throwIfAny();
      return Optional.empty();
    } catch (InvalidConfigException e) {
      return Optional.of(e);
    }
  }

  private static String hex(int value) {
    return HexFormat.of().toHexDigits(value);
  }

  public static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (var text : texts) {
      out.writeUTF(text);
    }
  }

  public static List<String> readTexts(DataInputStream in) throws IOException {
    int count = readCount(in);
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  public static void writeNumbers(DataOutputStream out, double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  /** Reads finite numbers, as many as are expected. */
  public static double[] readNumbers(DataInputStream in, int expected) throws IOException {
    int count = readCount(in);
    if (count != expected) {
      throw new IOException("%d numbers instead of %d".formatted(count, expected));
    }
    var numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = readNumber(in);
    }
    return numbers;
  }

  /** Reads a finite number. */
  public static double readNumber(DataInputStream in) throws IOException {
    double number = in.readDouble();
    if (!Double.isFinite(number)) {
      throw new IOException("a number that is " + number);
    }
    return number;
  }

  public static void writeLinear(DataOutputStream out, Linear linear) throws IOException {
    writeNumbers(out, linear.weights());
    out.writeDouble(linear.intercept());
  }

  public static Linear readLinear(DataInputStream in, int expected) throws IOException {
    return new Linear(readNumbers(in, expected), readNumber(in));
  }

  /** Reads how many of something follow. */
  public static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("a list of " + count);
    }
    return count;
  }

  public static byte[] readBytes(DataInputStream in, int count) throws IOException {
    var bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }
}
