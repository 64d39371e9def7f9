package io.sluice.redis.answers;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Partition;
import io.sluice.redis.Script;
import io.sluice.redis.ScriptRunner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries in Redis, which both stores have in common: one hash for each, and what is needed to
 * let go of it. Each operation is one script: one round trip, one step. Thread-safe.
 */
final class StoredAnswers {

  private static final Script FIND = script("find");
  private static final Script PUT = script("put");
  private static final Script DELETE = script("delete");
  private static final Script HEADS = script("heads");
  private static final Script MESSAGE = script("message");
  private static final Script NEAREST = script("nearest");
  private static final Script PAGE = script("page");

  /** Entries to a call, so that it does not stop the server for others: some 0.2 ms. */
  static final int BATCH = 200;

  private static final byte[] NOTHING = new byte[0];

  private final String prefix;
  private final List<byte[]> keys;
  private final AnswerBounds bounds;
  private final int messages;
  private final InstantSource clock;
  private final Runnable unreadable;

  /**
   * @param prefix of all keys
   * @param messages how many of the stream are kept; 0 where there are vector sets instead
   * @param unreadable told of each value that is none of ours
   */
  StoredAnswers(
      String prefix, AnswerBounds bounds, int messages, InstantSource clock, Runnable unreadable) {
    this.prefix = prefix;
    this.keys = bytes(prefix + "used", prefix + "ends", prefix + "books", prefix + "log");
    this.bounds = bounds;
    this.messages = messages;
    this.clock = clock;
    this.unreadable = unreadable;
  }

  private static Script script(String name) {
    return Script.of(StoredAnswers.class, "answers.lua", name + ".lua");
  }

  /** Returns the key of the entries' ids. */
  byte[] used() {
    return keys.get(0);
  }

  /** Returns the key of the stream. */
  byte[] log() {
    return keys.get(3);
  }

  boolean isAlive(EntryHead head) {
    return clock.instant().isBefore(head.expires());
  }

  /** Returns the entry of that id, expired or not. */
  Optional<CacheEntry> find(ScriptRunner redis, EntryId id) {
    var answer = run(redis, "find an answer", FIND, bytes(id.value()));
    if (answer instanceof List<?> parts) {
      return counted(
          HeadFormat.read(id, (byte[]) parts.get(0))
              .flatMap(stored -> stored.with(vector(parts.get(1)), (byte[]) parts.get(2))));
    }
    return answer == null ? Optional.empty() : counted(Optional.empty());
  }

  private static byte[] vector(@Nullable Object field) {
    return field instanceof byte[] bytes ? bytes : NOTHING;
  }

  private <T> Optional<T> counted(Optional<T> read) {
    if (read.isEmpty()) {
      unreadable.run();
    }
    return read;
  }

  /**
   * Keeps an entry that has not expired.
   *
   * @return where the stream tells of it
   */
  MessageId put(ScriptRunner redis, CacheEntry entry) {
    var head = entry.head();
    var lifetime = Duration.between(clock.instant(), head.expires());
    if (!lifetime.isPositive()) {
      return delete(redis, List.of(head.id())).told();
    }
    var vector = HeadFormat.vector(head);
    var arguments = bytes(head.id().value());
    arguments.add(HeadFormat.write(entry, vector));
    arguments.add(vector);
    arguments.add(entry.payload());
    arguments.addAll(
        bytes(
            Long.toString(Math.max(1, lifetime.toMillis())),
            Integer.toString(bounds.maxEntries()),
            Long.toString(bounds.maxBytes()),
            messages > 0 ? "" : head.partition().id(),
            head.answer()));
    return MessageId.of(run(redis, "keep an answer", PUT, arguments));
  }

  /**
   * What was deleted.
   *
   * @param told where the stream tells of it
   */
  record Deleted(long entries, MessageId told) {}

  /**
   * Deletes entries.
   *
   * @param ids at most {@link #BATCH}
   */
  Deleted delete(ScriptRunner redis, List<EntryId> ids) {
    var answer = (List<?>) run(redis, "delete answers", DELETE, bytes(ids));
    return new Deleted((Long) answer.get(0), MessageId.of(answer.get(1)));
  }

  /**
   * Reads heads, expired or not.
   *
   * @param ids at most {@link #BATCH}
   * @return one for each id; empty where there is no entry
   */
  List<Optional<EntryHead>> heads(ScriptRunner redis, List<EntryId> ids) {
    var arguments = bytes("v");
    arguments.addAll(bytes(ids));
    var answers = (List<?>) run(redis, "read answers", HEADS, arguments);
    var heads = new ArrayList<Optional<EntryHead>>();
    for (int i = 0; i < ids.size(); i++) {
      heads.add(head(ids.get(i), answers.get(i)));
    }
    return heads;
  }

  private Optional<EntryHead> head(EntryId id, @Nullable Object answer) {
    if (answer instanceof List<?> parts) {
      return counted(
          HeadFormat.read(id, (byte[]) parts.get(0))
              .flatMap(stored -> stored.with(vector(parts.get(1)))));
    }
    return answer == null ? Optional.empty() : counted(Optional.empty());
  }

  /**
   * Reads heads without their embeddings, expired or not; those that are not there are left out.
   *
   * @param ids at most {@link #BATCH}
   */
  List<EntryHead> summaries(ScriptRunner redis, List<EntryId> ids) {
    // No field has that name: no vectors.
    var arguments = bytes("-");
    arguments.addAll(bytes(ids));
    var answers = (List<?>) run(redis, "read answers", HEADS, arguments);
    var heads = new ArrayList<EntryHead>();
    for (int i = 0; i < ids.size(); i++) {
      if (answers.get(i) instanceof List<?> parts) {
        counted(HeadFormat.read(ids.get(i), (byte[]) parts.get(0)))
            .ifPresent(stored -> heads.add(stored.head()));
      }
    }
    return heads;
  }

  /** Returns the last message; {@link Message#NONE} for none. */
  Message last(ScriptRunner redis) {
    return Message.position(run(redis, "follow the answers", MESSAGE, bytes("")));
  }

  /** Returns whether a message is still where it was. */
  boolean isThere(ScriptRunner redis, Message message) {
    var there =
        Message.position(run(redis, "follow the answers", MESSAGE, bytes(message.id().toString())));
    return there.number() == message.number();
  }

  /**
   * What a vector set found.
   *
   * @param searched how many it gave, with those that are no more
   */
  record Found(int searched, List<Candidate> candidates) {}

  /**
   * An entry that a vector set found.
   *
   * @param phrasings how many entries of its partition have the same answer
   */
  record Candidate(EntryHead head, int phrasings) {}

  /** Searches a partition's vector set. */
  Found nearest(ScriptRunner redis, Partition partition, Embedding question, int limit) {
    var arguments = bytes(partition.id());
    arguments.add(HeadFormat.vector(question));
    arguments.addAll(bytes(Integer.toString(limit)));
    var answer = (List<?>) run(redis, "search for answers", NEAREST, arguments);
    var candidates = new ArrayList<Candidate>();
    for (int i = 1; i < answer.size(); i += 4) {
      int phrasings = Integer.parseInt(text(answer.get(i + 3)));
      head(new EntryId(text(answer.get(i))), answer.subList(i + 1, i + 3))
          .ifPresent(head -> candidates.add(new Candidate(head, phrasings)));
    }
    return new Found(((Long) answer.getFirst()).intValue(), candidates);
  }

  /** Returns ids in their order, where there are vector sets. */
  List<EntryId> page(ScriptRunner redis, Optional<EntryId> after) {
    var answer =
        (List<?>)
            run(
                redis,
                "list answers",
                PAGE,
                bytes(after.map(EntryId::value).orElse(""), Integer.toString(BATCH)));
    return answer.stream().map(id -> new EntryId(text(id))).toList();
  }

  private Object run(ScriptRunner redis, String action, Script script, List<byte[]> arguments) {
    var all = bytes(prefix, Integer.toString(messages));
    all.addAll(arguments);
    return redis.run(action, script, keys, all);
  }

  private static List<byte[]> bytes(List<EntryId> ids) {
    return bytes(ids.stream().map(EntryId::value).toArray(String[]::new));
  }

  private static List<byte[]> bytes(String... texts) {
    var bytes = new ArrayList<byte[]>(texts.length);
    Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(bytes::add);
    return bytes;
  }

  private static String text(Object answer) {
    return new String((byte[]) answer, StandardCharsets.UTF_8);
  }
}
