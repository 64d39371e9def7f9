package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.Sha256;
import io.sluice.exchange.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A recorded answer as bytes, version 1: {@code SRA} and the version; 16 bytes of the SHA-256 of
 * all that follows; the size of the content; the content, deflated. The content: the protocol's
 * name; whether it is streamed; content type; model; whether there is usage, and its five numbers;
 * the document. Texts are in UTF-8 after their size in bytes; numbers are big-endian.
 */
final class Encoded {

  private static final byte[] MAGIC = {'S', 'R', 'A', 1};
  private static final int DIGEST = 16;
  private static final int HEAD = MAGIC.length + DIGEST + Integer.BYTES;

  /** Deflate makes nothing smaller than this many times. */
  private static final int MOST_SHRUNK = 1_100;

  private static final int MOST_BYTES = 8 * RecordedAnswer.MOST_CHARACTERS;

  private Encoded() {}

  static byte[] write(RecordedAnswer answer) {
    var content = content(answer);
    var deflated = deflate(content);
    var bytes = ByteBuffer.allocate(HEAD + deflated.length);
    bytes.put(MAGIC).position(MAGIC.length + DIGEST).putInt(content.length).put(deflated);
    bytes.put(MAGIC.length, digest(bytes.array()));
    return bytes.array();
  }

  static Optional<RecordedAnswer> read(byte[] bytes) {
    boolean isIntact =
        bytes.length > HEAD
            && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
            && Arrays.equals(bytes, MAGIC.length, MAGIC.length + DIGEST, digest(bytes), 0, DIGEST);
    if (!isIntact) {
      return Optional.empty();
    }
    int size = ByteBuffer.wrap(bytes).getInt(MAGIC.length + DIGEST);
    boolean isPossible =
        size > 0 && size <= MOST_BYTES && size <= (long) MOST_SHRUNK * bytes.length;
    try {
      return isPossible ? Optional.of(answer(inflate(bytes, size))) : Optional.empty();
    } catch (DataFormatException
        | BufferUnderflowException
        | IllegalArgumentException
        | InvalidConfigException e) {
      // Whoever wrote this was not this class: the digest is right.
      return Optional.empty();
    }
  }

  /** Of what follows the digest. */
  private static byte[] digest(byte[] bytes) {
    int from = MAGIC.length + DIGEST;
    return Arrays.copyOf(Sha256.of(bytes, from, bytes.length - from), DIGEST);
  }

  private static byte[] content(RecordedAnswer answer) {
    var document = answer.document().getBytes(UTF_8);
    var contentType = answer.contentType().getBytes(UTF_8);
    var model = answer.model().getBytes(UTF_8);
    var protocol = answer.protocol().name().getBytes(UTF_8);
    int texts = protocol.length + contentType.length + model.length + document.length;
    var content = ByteBuffer.allocate(texts + 4 * Integer.BYTES + 2 + 5 * Long.BYTES);
    put(protocol, content);
    content.put((byte) (answer.streamed() ? 1 : 0));
    put(contentType, content);
    put(model, content);
    content.put((byte) (answer.usage().isPresent() ? 1 : 0));
    answer
        .usage()
        .ifPresent(usage ->
            content
                .putLong(usage.prompt())
                .putLong(usage.cached())
                .putLong(usage.cacheWrite())
                .putLong(usage.completion())
                .putLong(usage.reasoning()));
    put(document, content);
    return Arrays.copyOf(content.array(), content.position());
  }

  private static RecordedAnswer answer(ByteBuffer content) {
    var answer =
        new RecordedAnswer(
            Protocol.valueOf(text(content)),
            flag(content),
            text(content),
            text(content),
            flag(content) ? Optional.of(usage(content)) : Optional.empty(),
            text(content));
    if (content.hasRemaining()) {
      throw new IllegalArgumentException("more follows the answer");
    }
    return answer;
  }

  private static Usage usage(ByteBuffer content) {
    return new Usage(
        content.getLong(),
        content.getLong(),
        content.getLong(),
        content.getLong(),
        content.getLong());
  }

  private static boolean flag(ByteBuffer content) {
    return content.get() != 0;
  }

  private static void put(byte[] text, ByteBuffer content) {
    content.putInt(text.length).put(text);
  }

  private static String text(ByteBuffer content) {
    int size = content.getInt();
    if (size < 0 || size > content.remaining()) {
      throw new BufferUnderflowException();
    }
    var text = new byte[size];
    content.get(text);
    return new String(text, UTF_8);
  }

  private static byte[] deflate(byte[] content) {
    var deflater = new Deflater();
    try {
      deflater.setInput(content);
      deflater.finish();
      var deflated = new ByteArrayOutputStream(content.length / 2 + 64);
      var buffer = new byte[8_192];
      while (!deflater.finished()) {
        deflated.write(buffer, 0, deflater.deflate(buffer));
      }
      return deflated.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * @throws DataFormatException if what is deflated is not exactly of that size
   */
  private static ByteBuffer inflate(byte[] bytes, int size) throws DataFormatException {
    var inflater = new Inflater();
    try {
      inflater.setInput(bytes, HEAD, bytes.length - HEAD);
      var content = new byte[size];
      int filled = inflater.inflate(content);
      // One byte more would come out of content that has not ended.
      boolean isAll = filled == size && inflater.inflate(new byte[1]) == 0;
      if (!isAll || !inflater.finished() || inflater.getRemaining() > 0) {
        throw new DataFormatException("not of the size that was said");
      }
      return ByteBuffer.wrap(content);
    } finally {
      inflater.end();
    }
  }
}
