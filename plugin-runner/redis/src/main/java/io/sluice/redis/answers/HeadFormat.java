package io.sluice.redis.answers;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.cache.Partition;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How an entry's head is written, version 1: a byte with the version; then, of fixed order, id and
 * partition, texts as length and UTF-8, moments as seconds and nanoseconds, lengths and checksums
 * of vector and payload; last the checksum of all before. Numbers have their highest byte first.
 *
 * <p>A later version must read this one for as long as entries live.
 */
final class HeadFormat {

  private static final byte VERSION = 1;

  private HeadFormat() {}

  /** Returns a vector as Redis wants it too: floats, their lowest byte first; empty for none. */
  static byte[] vector(EntryHead head) {
    return head.embedding().map(HeadFormat::vector).orElse(new byte[0]);
  }

  static byte[] vector(Embedding embedding) {
    var vector = embedding.toArray();
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  /**
   * Writes a head.
   *
   * @param vector its own, as bytes
   */
  static byte[] write(CacheEntry entry, byte[] vector) {
    var head = entry.head();
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      text(out, head.id().value());
      text(out, head.partition().id());
      var origin = head.origin();
      text(out, origin.cache());
      text(out, origin.subject().consumer());
      text(out, origin.subject().department());
      text(out, origin.subject().route());
      text(out, origin.request().value());
      text(out, head.question());
      out.writeInt(head.context().size());
      for (var turn : head.context()) {
        text(out, turn);
      }
      text(out, head.answer());
      moment(out, head.created());
      moment(out, head.freshUntil());
      moment(out, head.expires());
      content(out, vector);
      content(out, entry.payload());
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void moment(DataOutputStream out, Instant moment) throws IOException {
    out.writeLong(moment.getEpochSecond());
    out.writeInt(moment.getNano());
  }

  private static void content(DataOutputStream out, byte[] content) throws IOException {
    out.writeInt(content.length);
    out.writeInt(checksum(content, content.length));
  }

  private static int checksum(byte[] bytes, int length) {
    var sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }

  /**
   * Reads a head.
   *
   * @param id it must have
   * @return empty if it is of another version, or not whole
   */
  static Optional<Stored> read(EntryId id, byte[] bytes) {
    int length = bytes.length - Integer.BYTES;
    if (length < 1
        || bytes[0] != VERSION
        || ByteBuffer.wrap(bytes).getInt(length) != checksum(bytes, length)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(ByteBuffer.wrap(bytes, 1, length - 1)))
          .filter(stored -> stored.head().id().equals(id));
    } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Stored read(ByteBuffer in) {
    var id = new EntryId(text(in));
    var partition = new Partition(text(in));
    var cache = text(in);
    var subject = new Subject(text(in), text(in), text(in));
    var origin = new Origin(cache, subject, new RequestId(text(in)));
    var question = text(in);
    var context = turns(in);
    var head =
        new EntryHead(
            id,
            partition,
            origin,
            question,
            context,
            Optional.empty(),
            text(in),
            moment(in),
            moment(in),
            moment(in));
    return new Stored(head, content(in), content(in));
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a text of " + length + " bytes");
    }
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<String> turns(ByteBuffer in) {
    var turns = new ArrayList<String>();
    for (int left = in.getInt(); left > 0; left--) {
      turns.add(text(in));
    }
    return turns;
  }

  private static Instant moment(ByteBuffer in) {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  private static Content content(ByteBuffer in) {
    return new Content(in.getInt(), in.getInt());
  }

  /**
   * What a head says of bytes that are kept beside it.
   *
   * @param length in bytes
   */
  private record Content(int length, int sum) {

    boolean is(byte[] bytes) {
      return bytes.length == length && checksum(bytes, length) == sum;
    }
  }

  /**
   * A head as it was read.
   *
   * @param head without its embedding
   */
  record Stored(EntryHead head, Content vector, Content payload) {

    /** Returns the head with its embedding, unless the vector is not the one it was stored with. */
    Optional<EntryHead> with(byte[] bytes) {
      if (!vector.is(bytes)) {
        return Optional.empty();
      }
      if (bytes.length == 0) {
        return Optional.of(head);
      }
      var floats = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
      return Optional.of(
          new EntryHead(
              head.id(),
              head.partition(),
              head.origin(),
              head.question(),
              head.context(),
              Optional.of(Embedding.of(floats)),
              head.answer(),
              head.created(),
              head.freshUntil(),
              head.expires()));
    }

    /** Returns the entry, unless vector or payload are not those it was stored with. */
    Optional<CacheEntry> with(byte[] vectorBytes, byte[] payloadBytes) {
      return payload.is(payloadBytes)
          ? with(vectorBytes).map(whole -> new CacheEntry(whole, payloadBytes))
          : Optional.empty();
    }
  }
}
