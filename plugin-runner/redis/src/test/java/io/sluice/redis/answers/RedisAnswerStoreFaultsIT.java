package io.sluice.redis.answers;

import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.redis.RedisCluster;
import io.sluice.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to the server: one kind of exception, in time, and service when it is over. */
class RedisAnswerStoreFaultsIT {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Partition ACME = partition("acme");

  /** Short enough to tell apart from every other wait in the adapter, which are seconds. */
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  /** A call that has only its deadline to end it ends far before this, on any machine. */
  private static final Duration FAR_TOO_LATE = Duration.ofMillis(1500);

  private final MovableClock clock = new MovableClock(START);
  private final Runners runners = new Runners();
  private RedisServer server;
  private RedisAnswerStore store;

  @BeforeEach
  void start() {
    server =
        RedisServer.start(
            "--appendonly", "yes", "--appendfsync", "always", "--enable-debug-command", "local");
    store = store(server.url());
    awaitService(store);
    Runners.await("all is read", store::isWhole);
  }

  @AfterEach
  void stop() {
    runners.close();
    server.close();
  }

  private RedisAnswerStore store(String url) {
    return runners.store(url, clock, Runners.ROOMY, TIMEOUT, RedisAnswerStore.MESSAGES);
  }

  private static CacheEntry question(int number) {
    return entry(ACME, "question " + number, vector(number), "a" + number, START);
  }

  private static void awaitService(AnswerStore store) {
    Runners.await("a put is taken", () -> isTaken(store));
  }

  private static boolean isTaken(AnswerStore store) {
    try {
      store.put(question(0));
      return store.find(question(0).head().id()).isPresent();
    } catch (DependencyException e) {
      return false;
    }
  }

  private static void fails(Runnable call) {
    long start = System.nanoTime();
    var failure = catchThrowableOfType(DependencyException.class, call::run);

    assertThat(failure).isNotNull();
    assertThat(failure.dependency()).isEqualTo("redis");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAR_TOO_LATE);
  }

  private static void failsInEveryWay(AnswerStore store) {
    fails(() -> store.find(question(0).head().id()));
    fails(() -> store.put(question(1)));
    fails(() -> store.delete(EntryFilter.ALL));
  }

  /** Another runner puts, and the store sees it. */
  private void followsAgain() {
    var other = store(server.url());
    awaitService(other);
    other.put(question(7));
    Runners.await(
        "it is seen", () -> store.count(EntryFilter.ALL.withId(question(7).head().id())) == 1);
  }

  @Test
  void startsWhileTheServerIsAway() {
    server.kill();
    var early = store(server.url());

    failsInEveryWay(early);
    assertThat(early.nearest(ACME, vector(0), 1)).isEmpty();
    assertThat(early.mayHoldNear(ACME, "question 0")).isTrue();

    server.restart();
    Runners.await("all is read", early::isWhole);
    assertThat(early.nearest(ACME, vector(0), 1)).hasSize(1);
  }

  @Test
  void keepsWhatItKnewWhereTheServerWasKilledAndHasItsData() {
    server.kill();
    failsInEveryWay(store);
    assertThat(store.nearest(ACME, vector(0), 1)).hasSize(1);

    server.restart();

    Runners.await("it is found", () -> found(0));
    assertThat(store.count(EntryFilter.ALL)).isEqualTo(1);
    followsAgain();
  }

  private boolean found(int number) {
    try {
      return store.find(question(number).head().id()).isPresent();
    } catch (DependencyException e) {
      return false;
    }
  }

  @Test
  void forgetsWhatWasThereWhereTheServerWasKilledAndIsEmpty() {
    try (var volatileServer = RedisServer.start()) {
      var forgetful = store(volatileServer.url());
      awaitService(forgetful);

      volatileServer.restart();

      Runners.await("nothing is left", () -> forgetful.count(EntryFilter.ALL) == 0);
      awaitService(forgetful);
      assertThat(forgetful.count(EntryFilter.ALL)).isEqualTo(1);
    }
  }

  @Test
  void givesUpOnAServerThatStopsInItsTracks() {
    server.suspend();

    failsInEveryWay(store);
    assertThat(store.nearest(ACME, vector(0), 1)).hasSize(1);

    server.resume();
    awaitService(store);
    followsAgain();
  }

  @Test
  void givesUpWritingToAServerThatDoesNotRead() {
    var large = new CacheEntry(question(1).head(), new byte[32 << 20]);
    server.suspend();

    fails(() -> store.put(large));

    server.resume();
    awaitService(store);
  }

  @Test
  void givesUpOnAServerThatSleeps() {
    var sleep = Thread.startVirtualThread(() -> server.command("DEBUG", "SLEEP", "1"));
    Runners.await("it sleeps", () -> !isTaken(store));

    awaitService(store);
    assertThat(sleep.isAlive()).isFalse();
    followsAgain();
  }

  @Test
  void findsButTakesNothingWhereMemoryIsFull() {
    server.command("CONFIG", "SET", "maxmemory", "1");

    fails(() -> store.put(question(1)));
    assertThat(store.find(question(0).head().id())).isPresent();
    assertThat(store.nearest(ACME, vector(0), 1)).hasSize(1);

    server.command("CONFIG", "SET", "maxmemory", "0");
    assertThat(store.count(EntryFilter.ALL)).isEqualTo(1);
    awaitService(store);
  }

  @Test
  void deletesEvenWhereMemoryIsFull() {
    server.command("CONFIG", "SET", "maxmemory", "1");

    assertThat(store.delete(EntryFilter.ALL)).isEqualTo(1);

    assertThat(store.find(question(0).head().id())).isEmpty();
  }

  @Test
  void livesWithAServerThatEvicts() {
    server.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    server.command("CONFIG", "SET", "maxmemory", "4mb");
    var patient = runners.store(server.url(), clock);

    for (int i = 0; i < 3_000; i++) {
      patient.put(new CacheEntry(question(i).head(), new byte[2_000]));
    }

    awaitService(patient);
    followsAgain();
  }

  @Test
  void noticesNothingWhenScriptsAreFlushed() {
    server.command("SCRIPT", "FLUSH");

    store.put(question(1));

    assertThat(store.find(question(1).head().id())).isPresent();
    followsAgain();
  }

  @Test
  void followsAgainWhenItsConnectionsAreKilled() {
    server.command("CLIENT", "KILL", "TYPE", "normal");

    followsAgain();
  }

  @Test
  void followsAReplicaThatTakesOver() {
    try (var cluster = RedisCluster.start(3, 1)) {
      var here = store(cluster.url());
      var there = store(cluster.url());
      awaitService(here);
      var master = cluster.ownerOf("{sluice}:cache:used");
      cluster.awaitReplicated(master);

      master.kill();

      awaitService(here);
      here.put(question(7));
      Runners.await("it is seen", () -> there.count(EntryFilter.ALL) == 2);
    }
  }
}
