package io.sluice.redis.answers;

import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.id;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.cache.Entries;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several runners see of each other, and what is bounded over all of them. */
class RedisAnswerStoreSharingIT {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Partition ACME = partition("acme");

  private static RedisServer server;

  private final MovableClock clock = new MovableClock(START);
  private final Runners runners = new Runners();

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    server.command("FLUSHALL");
  }

  @AfterEach
  void close() {
    runners.close();
  }

  private CacheEntry question(int number) {
    return entry(ACME, "question " + number, vector(number * 0.1), "a" + number, clock.instant());
  }

  private RedisAnswerStore store(AnswerBounds bounds) {
    return runners.store(server.url(), clock, bounds, Runners.PATIENT, RedisAnswerStore.MESSAGES);
  }

  private RedisAnswerStore whole(RedisAnswerStore store) {
    Runners.await("all is read", store::isWhole);
    return store;
  }

  private static long count(AnswerStore store) {
    return store.count(EntryFilter.ALL);
  }

  private static String field(String field) {
    return server.command("HGET", "{sluice}:cache:books", field);
  }

  private static long known() {
    return Long.parseLong(server.command("ZCARD", "{sluice}:cache:used"));
  }

  @Test
  void seesWhatOthersPutAndDelete() {
    var here = whole(runners.store(server.url(), clock));
    var there = whole(runners.store(server.url(), clock));

    here.put(question(1));
    Runners.await("the put is seen", () -> there.nearest(ACME, vector(0), 1).size() == 1);

    here.delete(EntryFilter.ALL);
    Runners.await("the delete is seen", () -> there.nearest(ACME, vector(0), 1).isEmpty());
  }

  @Test
  void readsAllThatThereIsWhenItStarts() {
    var early = runners.store(server.url(), clock);
    IntStream.range(0, 1_000).mapToObj(this::question).forEach(early::put);

    var late = whole(runners.store(server.url(), clock));

    assertThat(count(late)).isEqualTo(1_000);
  }

  @Test
  void losesNothingThatIsPutAndDeletedWhileItStarts() throws InterruptedException {
    var early = runners.store(server.url(), clock);
    IntStream.range(0, 2_000).mapToObj(this::question).forEach(early::put);
    var stopped = new AtomicBoolean();
    var writer =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 2_000; !stopped.get(); i++) {
                early.put(question(i));
                early.delete(EntryFilter.ALL.withId(question(i - 2_000).head().id()));
              }
            });

    var late = whole(runners.store(server.url(), clock));
    stopped.set(true);
    writer.join();

    late.awaitEarlierChanges();
    assertThat(late.list(EntryFilter.ALL, Optional.empty(), 10_000))
        .isEqualTo(early.list(EntryFilter.ALL, Optional.empty(), 10_000));
    assertThat(count(late)).isEqualTo(2_000);
  }

  /** Deletes an entry as another runner would, but for the message. */
  private void deleteSilently(int number, String more) {
    server.command(
        "EVAL",
        "redis.call('DEL', ARGV[1] .. 'e:' .. ARGV[2]) redis.call('ZREM', ARGV[1] .. 'used',"
            + " ARGV[2]) "
            + more,
        "1",
        "{sluice}:cache:used",
        "{sluice}:cache:",
        question(number).head().id().value());
  }

  @Test
  void readsAllAnewWhereTheStreamWasCutPastWhatItHasSeen() {
    var store = whole(runners.store(server.url(), clock));
    IntStream.range(0, 10).mapToObj(this::question).forEach(store::put);

    deleteSilently(
        3,
        "local n = redis.call('HINCRBY', ARGV[1] .. 'books', 'n', 2) "
            + "redis.call('XADD', ARGV[1] .. 'log', '*', 'n', n, 'i', '')");

    Runners.await("the lost message is made good", () -> count(store) == 9);
  }

  @Test
  void readsAllAnewWhereTheStreamIsAnotherAfterItsConnectionWasLost() {
    var store = whole(runners.store(server.url(), clock));
    IntStream.range(0, 10).mapToObj(this::question).forEach(store::put);

    deleteSilently(3, "redis.call('DEL', ARGV[1] .. 'log')");
    server.command("CLIENT", "KILL", "TYPE", "normal");

    Runners.await("all is read anew", () -> count(store) == 9);
  }

  @Test
  void forgetsAllWhenTheServerIsEmptied() {
    var store = whole(runners.store(server.url(), clock));
    IntStream.range(0, 50).mapToObj(this::question).forEach(store::put);

    server.command("FLUSHALL");

    Runners.await("nothing is left", () -> count(store) == 0);
    store.put(question(1));
    assertThat(count(store)).isEqualTo(1);
  }

  @Test
  void seesWhatOthersPutAfterTheServerWasEmptied() {
    var here = whole(runners.store(server.url(), clock));
    var there = whole(runners.store(server.url(), clock));
    IntStream.range(0, 50).mapToObj(this::question).forEach(here::put);

    server.command("FLUSHALL");
    IntStream.range(50, 60).mapToObj(this::question).forEach(here::put);

    Runners.await("only the new are seen", () -> count(there) == 10);
    Runners.await("the writer forgets too", () -> count(here) == 10);
  }

  @Test
  void deletesWhatAnotherRunnerPutAMomentAgo() {
    var here = runners.store(server.url(), clock);
    var there = runners.store(server.url(), clock);

    for (int i = 0; i < 50; i++) {
      here.put(question(i));

      assertThat(there.delete(EntryFilter.ALL)).isEqualTo(1);
    }
  }

  @Test
  void letsGoOfWhatWasNotFoundForLongest() {
    var store = store(new AnswerBounds(10, 1L << 40));
    IntStream.range(0, 10).mapToObj(this::question).forEach(store::put);
    store.find(id(ACME, "question 0"));

    store.put(question(10));
    store.put(question(11));

    store.awaitEarlierChanges();
    assertThat(count(store)).isEqualTo(10);
    assertThat(store.find(id(ACME, "question 0"))).isPresent();
    assertThat(store.find(id(ACME, "question 1"))).isEmpty();
    assertThat(store.find(id(ACME, "question 2"))).isEmpty();
    assertThat(store.find(id(ACME, "question 3"))).isPresent();
  }

  @Test
  void boundsTheBytesOfAllRunnersTogether() {
    var bounds = new AnswerBounds(1_000_000, 200_000);
    var stores = List.of(store(bounds), store(bounds));

    for (int i = 0; i < 400; i++) {
      stores.get(i % 2).put(question(i));
    }

    assertThat(Long.parseLong(field("bytes"))).isBetween(190_000L, 200_000L);
    assertThat(known()).isBetween(100L, 399L);
    stores.forEach(RedisAnswerStore::awaitEarlierChanges);
    assertThat(stores).extracting(store -> count(store)).containsOnly(known());
  }

  @Test
  void makesRoomStepByStepWhenBoundsGetTighter() {
    var roomy = store(Runners.ROOMY);
    IntStream.range(0, 300).mapToObj(this::question).forEach(roomy::put);

    var tight = store(new AnswerBounds(10, 1L << 40));
    IntStream.range(300, 310).mapToObj(this::question).forEach(tight::put);

    assertThat(known()).isEqualTo(10);
    roomy.awaitEarlierChanges();
    assertThat(count(roomy)).isEqualTo(10);
  }

  @Test
  void keepsNoTraceOfWhatExpiredInRedis() {
    var store = whole(runners.store(server.url(), clock));
    var end = clock.instant().plusMillis(5);
    for (int i = 0; i < 100; i++) {
      store.put(expiring(question(i), end));
    }
    Runners.await("redis let go of them", () -> server.command("KEYS", "*:e:*").isEmpty());

    for (int i = 100; i < 110; i++) {
      store.put(question(i));
    }

    assertThat(known()).isEqualTo(10);
    assertThat(server.command("HLEN", "{sluice}:cache:books")).isEqualTo("12");
  }

  private static CacheEntry expiring(CacheEntry entry, Instant end) {
    var head = entry.head();
    return new CacheEntry(
        new EntryHead(
            head.id(),
            head.partition(),
            head.origin(),
            head.question(),
            head.context(),
            head.embedding(),
            head.answer(),
            head.created(),
            end,
            end),
        entry.payload());
  }

  @Test
  void forgetsAnEntryThatRedisLetGoOf() {
    var store = whole(runners.store(server.url(), clock));
    store.put(question(1));
    store.awaitEarlierChanges();
    server.command("DEL", "{sluice}:cache:e:" + question(1).head().id());

    assertThat(store.find(question(1).head().id())).isEmpty();

    Runners.await("the index forgets it", () -> count(store) == 0);
    assertThat(known()).isZero();
    assertThat(field("bytes")).isEqualTo("0");
  }

  @Test
  void leavesNothingBehindOfManyThatRedisEvicted() {
    var store = whole(runners.store(server.url(), clock));
    IntStream.range(0, 200).mapToObj(this::question).forEach(store::put);
    for (int i = 0; i < 200; i++) {
      server.command("DEL", "{sluice}:cache:e:" + question(i).head().id());
    }

    // Each looks at two at random: ten times as many as it takes on average.
    for (int i = 0; i < 3_000 && known() > 1; i++) {
      store.put(question(1_000));
    }

    assertThat(known()).isEqualTo(1);
    store.awaitEarlierChanges();
    assertThat(count(store)).isEqualTo(1);
  }

  @Test
  void servesNothingThatItCouldNotDelete() {
    var store = whole(runners.store(server.url(), clock));
    store.put(question(1));

    // As when Redis evicts the list of entries and not the entry.
    server.command("DEL", "{sluice}:cache:used");

    assertThat(store.find(question(1).head().id())).isEmpty();
  }

  @Test
  void putsAnEntryThatExpiredAsNone() {
    var store = whole(runners.store(server.url(), clock));
    store.put(question(1));

    store.put(expiring(question(1), clock.instant()));

    clock.advance(Duration.ofSeconds(-1));
    assertThat(store.find(question(1).head().id())).isEmpty();
    assertThat(count(store)).isZero();
  }

  @Test
  void keepsOnlySoManyMessages() {
    var store = store(Runners.ROOMY);

    for (int i = 0; i < RedisAnswerStore.MESSAGES + 1_000; i++) {
      store.put(question(i % 10));
    }

    assertThat(Long.parseLong(server.command("XLEN", "{sluice}:cache:log")))
        .isBetween((long) RedisAnswerStore.MESSAGES, RedisAnswerStore.MESSAGES + 200L);
  }

  @Test
  void tellsRedisLifetimesAndNotMoments() {
    var store = whole(runners.store(server.url(), clock));

    store.put(question(1));

    var left = server.command("PTTL", "{sluice}:cache:e:" + question(1).head().id());
    assertThat(Duration.ofMillis(Long.parseLong(left)))
        .isBetween(Entries.LIFETIME.minusMinutes(5), Entries.LIFETIME);
  }

  @Test
  void followsOnPastMessagesThatAreNotItsOwn() {
    var store = whole(runners.store(server.url(), clock));
    store.put(question(1));

    server.command("XADD", "{sluice}:cache:log", "*", "some", "thing");
    server.command("XADD", "{sluice}:cache:log", "*", "n", "x", "i", "poison");
    runners.store(server.url(), clock).put(question(2));

    Runners.await("the other's put is seen", () -> count(store) == 2);
  }

  @Test
  void endsItsThreadWhenItIsClosed() {
    var store = whole(runners.store(server.url(), clock));

    store.close();

    Runners.await(
        "the thread ends",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("redis-answers")));
  }
}
