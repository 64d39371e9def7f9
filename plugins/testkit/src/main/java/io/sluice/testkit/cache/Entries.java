package io.sluice.testkit.cache;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.cache.Partition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Short words for entries of tests. */
public final class Entries {

  /** Of the vectors that {@link #vector} makes. */
  public static final int DIMENSIONS = 32;

  public static final Duration LIFETIME = Duration.ofHours(1);

  private Entries() {}

  /** Returns a partition of that name. */
  public static Partition partition(String name) {
    return new Partition(digits(name));
  }

  /** Returns the id of a question in a partition. */
  public static EntryId id(Partition partition, String question) {
    return new EntryId(digits(partition.id() + question));
  }

  private static String digits(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  /** Returns a vector at that angle from the vector at 0 degrees, in the plane of two axes. */
  public static Embedding vector(double degrees) {
    var vector = new float[DIMENSIONS];
    vector[0] = (float) Math.cos(Math.toRadians(degrees));
    vector[1] = (float) Math.sin(Math.toRadians(degrees));
    return Embedding.of(vector);
  }

  /** Returns an entry of alice's on the route chat, to be found by its id and by nearness. */
  public static CacheEntry entry(
      Partition partition, String question, Embedding embedding, String answer, Instant created) {
    return entry(partition, question, Optional.of(embedding), alice(question), answer, created);
  }

  /** Returns an entry of that origin. */
  public static CacheEntry entry(
      Partition partition,
      String question,
      Optional<Embedding> embedding,
      Origin origin,
      String answer,
      Instant created) {
    return new CacheEntry(
        new EntryHead(
            id(partition, question),
            partition,
            origin,
            question,
            List.of(),
            embedding,
            digits(answer),
            created,
            created.plus(LIFETIME),
            created.plus(LIFETIME)),
        answer.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns where alice's entries come from; each question has its own request. */
  public static Origin alice(String question) {
    return origin("alice", "sales", "chat", question);
  }

  /** Returns where an entry comes from; each question has its own request. */
  public static Origin origin(String consumer, String department, String route, String question) {
    return new Origin(route, new Subject(consumer, department, route), request(question));
  }

  /** Returns the request in which a question of {@link #origin} was answered. */
  public static RequestId request(String question) {
    return new RequestId(digits("request " + question));
  }
}
