package io.sluice.redis.answers;

import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.redis.RedisServer;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no whole entry of a known version is a miss, is counted, and is left alone. */
class PoisonIT {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Partition ACME = partition("acme");

  private static RedisServer server;

  private final MovableClock clock = new MovableClock(START);
  private final Runners runners = new Runners();
  private final CacheEntry entry = entry(ACME, "question", vector(0), "answer", START);
  private final String key = "{sluice}:cache:e:" + entry.head().id();

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void put() {
    server.command("FLUSHALL");
    runners.store(server.url(), clock).put(entry);
  }

  @AfterEach
  void close() {
    runners.close();
  }

  @ParameterizedTest
  @CsvSource({
    "h, ''",
    "h, x",
    "v, ''",
    "v, xxxx",
    "p, ''",
    "p, answe",
    "p, answes",
  })
  void isAMissWhereAPartIsNotTheOneThatWasStored(String field, String value) {
    server.command("HSET", key, field, value);

    missesInEveryWay();
  }

  @ParameterizedTest
  @CsvSource({"h", "v", "p"})
  void isAMissWhereAPartIsMissing(String field) {
    server.command("HDEL", key, field);

    missesInEveryWay();
  }

  @Test
  void isAMissWhereTheValueIsNoHash() {
    server.command("DEL", key);
    server.command("SET", key, "poison");

    missesInEveryWay();
  }

  /** By one script, since the test's own connection knows only text. */
  private void edit(String lua) {
    server.command(
        "EVAL",
        "local h = redis.call('HGET', KEYS[1], 'h') redis.call('HSET', KEYS[1], 'h', " + lua + ")",
        "1",
        key);
  }

  @Test
  void isAMissWhereTheHeadIsCut() {
    edit("string.sub(h, 1, #h - 1)");

    missesInEveryWay();
  }

  @Test
  void isAMissWhereOneByteOfTheHeadIsAnother() {
    edit("string.sub(h, 1, 99) .. 'X' .. string.sub(h, 101)");

    missesInEveryWay();
  }

  @Test
  void isAMissWhereTheHeadIsAnotherEntrys() {
    var other = entry(ACME, "other", vector(1), "answer", START);
    runners.store(server.url(), clock).put(other);
    server.command(
        "EVAL",
        "redis.call('HSET', KEYS[1], 'h', redis.call('HGET', KEYS[2], 'h'))",
        "2",
        key,
        "{sluice}:cache:e:" + other.head().id());

    var store = runners.store(server.url(), clock);

    assertThat(store.find(entry.head().id())).isEmpty();
    assertThat(runners.unreadable()).isPositive();
  }

  @Test
  void leavesAnEntryOfALaterVersionToThoseWhoCanReadIt() {
    edit("string.char(2) .. string.sub(h, 2)");

    missesInEveryWay();

    assertThat(server.command("EXISTS", key)).isEqualTo("1");
    edit("string.char(1) .. string.sub(h, 2)");
    assertThat(runners.store(server.url(), clock).find(entry.head().id())).isPresent();
  }

  @Test
  void takesThePlaceOfPoison() {
    server.command("DEL", key);
    server.command("SET", key, "poison");
    var store = runners.store(server.url(), clock);

    store.put(entry);

    assertThat(store.find(entry.head().id())).isPresent();
  }

  /** By id, and, where it is not only the answer that is wrong, by nearness too. */
  private void missesInEveryWay() {
    var store = runners.store(server.url(), clock);
    Runners.await("all is read", store::isWhole);
    var heads = store.nearest(ACME, vector(0), 10);
    int before = runners.unreadable();

    assertThat(store.find(entry.head().id())).isEmpty();

    assertThat(runners.unreadable()).isEqualTo(before + 1);
    if (heads.isEmpty()) {
      assertThat(before).isPositive();
      assertThat(store.count(EntryFilter.ALL)).isZero();
    }
  }
}
