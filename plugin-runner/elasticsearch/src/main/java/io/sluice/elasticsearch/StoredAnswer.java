package io.sluice.elasticsearch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.cache.Partition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as Elasticsearch keeps it, in the mapping of {@code answers.json}. As somebody else may
 * have written it, anything can be missing.
 *
 * @param format of this document; another is not read
 * @param vector what is searched; not read back
 * @param embedding the same as little-endian floats: the very numbers, and quicker to read
 * @param used when it was last found, roughly
 */
record StoredAnswer(
    int format,
    @Nullable String id,
    @Nullable String partition,
    @Nullable String cache,
    @Nullable String consumer,
    @Nullable String department,
    @Nullable String route,
    @Nullable String request,
    @Nullable String question,
    @Nullable String questionSha256,
    @Nullable List<String> context,
    @Nullable String answer,
    float @Nullable [] vector,
    byte @Nullable [] embedding,
    @Nullable String created,
    @Nullable String freshUntil,
    @Nullable String expires,
    @Nullable String used,
    byte @Nullable [] payload) {

  /** How documents become JSON. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static final int FORMAT = 1;

  static StoredAnswer of(CacheEntry entry, Instant now) {
    var head = entry.head();
    var origin = head.origin();
    var vector = head.embedding().map(Embedding::toArray).orElse(null);
    return new StoredAnswer(
        FORMAT,
        head.id().value(),
        head.partition().id(),
        origin.cache(),
        origin.subject().consumer(),
        origin.subject().department(),
        origin.subject().route(),
        origin.request().value(),
        head.question(),
        sha256(head.question()),
        head.context(),
        head.answer(),
        vector,
        vector == null ? null : bytes(vector),
        head.created().toString(),
        head.freshUntil().toString(),
        head.expires().toString(),
        now.toString(),
        entry.payload());
  }

  /** Returns what identifies a question of any length. */
  static String sha256(String question) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(question.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Returns the entry without its payload.
   *
   * @throws RuntimeException if something is missing or not what it must be
   */
  EntryHead head() {
    if (format != FORMAT) {
      throw new IllegalArgumentException("format " + format);
    }
    return new EntryHead(
        new EntryId(requireNonNull(id)),
        new Partition(requireNonNull(partition)),
        new Origin(
            requireNonNull(cache),
            new Subject(
                requireNonNull(consumer), requireNonNull(department), requireNonNull(route)),
            new RequestId(requireNonNull(request))),
        requireNonNull(question),
        requireNonNull(context),
        Optional.ofNullable(embedding).map(StoredAnswer::floats).map(Embedding::of),
        requireNonNull(answer),
        Instant.parse(requireNonNull(created)),
        Instant.parse(requireNonNull(freshUntil)),
        Instant.parse(requireNonNull(expires)));
  }

  /** Returns the whole entry; throws as {@link #head} does. */
  Found found() {
    return new Found(
        new CacheEntry(head(), requireNonNull(payload)), Instant.parse(requireNonNull(used)));
  }

  /**
   * An entry that was found by its id.
   *
   * @param used when it was last found before, roughly
   */
  record Found(CacheEntry entry, Instant used) {}

  private static byte[] bytes(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    if (bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException("an embedding of %d bytes".formatted(bytes.length));
    }
    var vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
