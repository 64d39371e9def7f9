package io.sluice.elasticsearch;

import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.id;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.cache.Entries;
import io.sluice.testkit.ledger.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to the server: one kind of exception, in time, and service when it is over. */
class ElasticsearchFaultsIT {

  private static final Duration TIMEOUT = Duration.ofMillis(300);

  /** A call that only its deadline ends is over far before this, on any machine. */
  private static final Duration FAR_TOO_LATE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Partition ACME = partition("acme");
  private static final CacheEntry ENTRY = entry(ACME, "why?", vector(0), "because", START);

  private final Stores stores = new Stores();
  private final MovableClock clock = new MovableClock(START);

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  private ElasticsearchAnswerStore open() {
    return open(stores.config(TIMEOUT));
  }

  private ElasticsearchAnswerStore open(ElasticsearchConfig config) {
    return stores.open(config, Entries.DIMENSIONS, 1000, clock);
  }

  /** Opens a store and waits until it keeps an answer. */
  private ElasticsearchAnswerStore working() {
    var answers = open();
    awaitService(answers);
    return answers;
  }

  private static void awaitService(AnswerStore answers) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        answers.put(ENTRY);
        assertThat(answers.find(ENTRY.head().id())).isPresent();
        assertThat(answers.nearest(ACME, vector(0), 5)).hasSizeLessThan(2);
        return;
      } catch (DependencyException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  /** Every operation fails, in time; returns why. */
  private static List<Throwable> failures(AnswerStore answers) {
    return Stream.<Runnable>of(
            () -> answers.find(ENTRY.head().id()),
            () -> answers.nearest(ACME, vector(0), 5),
            () -> answers.put(ENTRY),
            () -> answers.list(EntryFilter.ALL, Optional.empty(), 10),
            () -> answers.count(EntryFilter.ALL),
            () -> answers.delete(EntryFilter.ALL))
        .map(ElasticsearchFaultsIT::failure)
        .toList();
  }

  private static Throwable failure(Runnable operation) {
    long start = System.nanoTime();
    var failure = catchThrowableOfType(DependencyException.class, operation::run);

    assertThat(failure).isNotNull().hasMessageStartingWith("elasticsearch could not ");
    assertThat(failure.dependency()).isEqualTo("elasticsearch");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAR_TOO_LATE);
    return Objects.requireNonNull(failure.getCause());
  }

  @Test
  void givesUpOnAServerThatStopsInItsTracks() {
    var answers = working();
    stores.server.suspend();
    try {
      assertThat(failures(answers)).hasOnlyElementsOfType(TimeoutException.class);
    } finally {
      stores.server.resume();
    }

    awaitService(answers);
  }

  @Test
  void givesUpWhereMoreWaitThanThereAreConnections() throws Exception {
    var answers = working();
    stores.server.suspend();
    var failures = new ArrayList<Throwable>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var attempts =
          Stream.<Callable<Throwable>>generate(
                  () -> () -> failure(() -> answers.find(ENTRY.head().id())))
              .limit(200);
      for (var attempt : threads.invokeAll(attempts.toList())) {
        failures.add(attempt.get());
      }
    } finally {
      stores.server.resume();
    }

    assertThat(failures).hasSize(200).hasOnlyElementsOfType(TimeoutException.class);
    awaitService(answers);
  }

  @Test
  void endsAtOnceForAThreadThatIsInterrupted() {
    var answers = working();

    Thread.currentThread().interrupt();
    var why = failure(() -> answers.find(ENTRY.head().id()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(why).isInstanceOf(InterruptedException.class);
    awaitService(answers);
  }

  @Test
  void goesOnWithAServerThatWasKilledAndKeepsWhatItHad() {
    var answers = working();
    // What was written in the last seconds before a crash may be lost.
    stores.send("POST", "/PREFIX-*/_flush", "");

    stores.server.kill();
    assertThat(failures(answers))
        .allSatisfy(
            why -> assertThat(why).isInstanceOfAny(IOException.class, TimeoutException.class));
    var early = open();
    assertThat(failures(early)).isNotEmpty();

    stores.server.restart();
    awaitService(early);
    awaitService(answers);
    assertThat(answers.count(EntryFilter.ALL)).isEqualTo(1);
  }

  @Test
  void readsButDoesNotWriteWhereTheDiskIsFull() {
    var answers = open(stores.config(Stores.PATIENT));
    awaitService(answers);
    // What Elasticsearch sets at the flood stage.
    stores.send("PUT", "/PREFIX-*/_settings", "{\"index.blocks.read_only_allow_delete\": true}");

    assertThat(failure(() -> answers.put(ENTRY)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("status 429, cluster_block_exception");
    assertThat(answers.find(ENTRY.head().id())).isPresent();

    stores.send("PUT", "/PREFIX-*/_settings", "{\"index.blocks.read_only_allow_delete\": null}");
    awaitService(answers);
  }

  @Test
  void failsInTimeWhereTheIndexIsOnNoNode() {
    stores.send(
        "PUT",
        "/PREFIX-answers-v1-32-000001?wait_for_active_shards=0",
        """
        {"settings": {"index.routing.allocation.require._name": "nowhere"},
         "aliases": {"PREFIX-answers-v1-32": {}}}
        """);
    var answers = open();

    assertThat(failures(answers)).hasSize(6);
  }

  @Test
  void failsWithoutTheRightPasswordAndDoesNotTellIt() {
    var answers = open(stores.config(Stores.PATIENT).withUser("sluice", "guessed"));

    assertThat(failures(answers))
        .allSatisfy(why ->
            assertThat(why)
                .isInstanceOf(RefusedException.class)
                .hasMessage("status 401, security_exception"));
  }

  @Test
  void turnsToAnotherNodeWhereOneIsAwayOrHangs() throws Exception {
    try (var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var url =
          "http://127.0.0.1:%d,http://127.0.0.1:%d,%s"
              .formatted(deaf.getLocalPort(), closedPort(), stores.server.url());
      var config = stores.config(TIMEOUT);
      var answers =
          open(
              ElasticsearchConfig.of(url)
                  .withUser(config.username(), config.password())
                  .withIndexPrefix(config.indexPrefix())
                  .withTimeout(Duration.ofSeconds(2)));

      awaitService(answers);
      for (int i = 0; i < 20; i++) {
        assertThat(answers.find(id(ACME, "why?"))).isPresent();
      }
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
