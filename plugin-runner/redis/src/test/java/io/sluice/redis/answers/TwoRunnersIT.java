package io.sluice.redis.answers;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.cache.AnswerStoreContract;
import io.sluice.testkit.redis.RedisServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** One runner writes; another, which learns of it from the stream, is asked. */
class TwoRunnersIT extends AnswerStoreContract {

  private static RedisServer server;

  private final Runners runners = new Runners();
  private @Nullable RedisAnswerStore reader;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected AnswerStore open(InstantSource clock) {
    server.command("FLUSHALL");
    var other = runners.store(server.url(), clock);
    reader = other;
    return new Both(runners.store(server.url(), clock), other);
  }

  @Override
  protected void settle() {
    Objects.requireNonNull(reader).awaitEarlierChanges();
  }

  @AfterEach
  void close() {
    runners.close();
  }

  private record Both(AnswerStore writer, AnswerStore reader) implements AnswerStore {

    @Override
    public Optional<CacheEntry> find(EntryId id) {
      return reader.find(id);
    }

    @Override
    public List<Near> nearest(Partition partition, Embedding question, int limit) {
      return reader.nearest(partition, question, limit);
    }

    @Override
    public void put(CacheEntry entry) {
      writer.put(entry);
    }

    @Override
    public List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit) {
      return reader.list(filter, after, limit);
    }

    @Override
    public long count(EntryFilter filter) {
      return reader.count(filter);
    }

    @Override
    public long delete(EntryFilter filter) {
      return writer.delete(filter);
    }
  }
}
