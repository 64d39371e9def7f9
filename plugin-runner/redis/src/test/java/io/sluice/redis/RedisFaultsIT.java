package io.sluice.redis;

import static io.sluice.redis.Faults.awaitService;
import static io.sluice.redis.Faults.config;
import static io.sluice.redis.Faults.failure;
import static io.sluice.redis.Faults.reserve;
import static io.sluice.redis.Faults.standing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.testkit.redis.RedisServer;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Whatever happens to the server: one kind of exception, in time, and service when it is over. */
class RedisFaultsIT {

  private RedisServer server;
  private Redis redis;
  private TokenLedger ledger;

  @BeforeEach
  void start() {
    server = RedisServer.start("--busy-reply-threshold", "50");
    redis = new Redis(config(server.url()));
    ledger = new RedisTokenLedger(redis);
    awaitService(ledger);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void startsWhileTheServerIsAway() {
    server.kill();
    try (var early = new Redis(config(server.url()))) {
      var waiting = new RedisTokenLedger(early);

      assertThat(failure(waiting)).isInstanceOf(JedisConnectionException.class);

      server.restart();
      awaitService(waiting);
    }
  }

  @Test
  void givesUpOnAServerThatStopsInItsTracks() {
    server.suspend();

    assertThat(failure(ledger)).hasRootCauseInstanceOf(SocketTimeoutException.class);

    server.resume();
    awaitService(ledger);
  }

  @Test
  void givesUpOnAServerThatNeverFinishesTheHandshake() {
    server.suspend();
    try (var late = new Redis(config(server.url()))) {
      var waiting = new RedisTokenLedger(late);

      assertThat(failure(waiting))
          .isInstanceOf(TimeoutException.class)
          .hasMessage("no connection was open within the time-out");

      server.resume();
      awaitService(waiting);
    }
  }

  @Test
  void givesUpWaitingForAConnectionThatOthersHold() throws Exception {
    server.suspend();

    var failures = new ArrayList<Throwable>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var attempts = Stream.<Callable<Throwable>>generate(() -> () -> failure(ledger)).limit(40);
      for (var attempt : threads.invokeAll(attempts.toList())) {
        failures.add(attempt.get());
      }
    }

    assertThat(failures)
        .extracting(Throwable::getMessage)
        .contains("no connection was free within the time-out");
    server.resume();
    awaitService(ledger);
  }

  @Test
  void keepsItsDeadlineWhereEveryByteIsLate() throws Exception {
    try (var proxy = new SlowProxy(server.port());
        var slow = new Redis(config(proxy.url()))) {
      var behind = new RedisTokenLedger(slow);
      awaitService(behind);
      // No single read is late; the whole answer is, by far.
      proxy.delay(Faults.TIMEOUT.dividedBy(4), 1);

      assertThat(failure(behind)).hasRootCauseInstanceOf(SocketTimeoutException.class);

      proxy.delay(Duration.ZERO, 8192);
      awaitService(behind);
    }
  }

  @Test
  void failsWhenTheAnswerIsTwoHundredMillisecondsLateWhereItMayTakeAHundred() throws Exception {
    try (var proxy = new SlowProxy(server.port());
        var slow = new Redis(new RedisConfig(proxy.url(), "sluice", Duration.ofMillis(100), 4))) {
      var behind = new RedisTokenLedger(slow);
      awaitService(behind);
      proxy.delay(Duration.ofMillis(200), 8192);

      assertThat(failure(behind)).hasRootCauseInstanceOf(SocketTimeoutException.class);

      proxy.delay(Duration.ZERO, 8192);
      awaitService(behind);
    }
  }

  @Test
  void waitsForAnAnswerThatIsTwoHundredMillisecondsLateWhereNothingIsConfigured() throws Exception {
    try (var proxy = new SlowProxy(server.port());
        var slow = new Redis(RedisConfig.of(proxy.url()))) {
      var behind = new RedisTokenLedger(slow);
      awaitService(behind);
      proxy.delay(Duration.ofMillis(200), 8192);

      assertThat(behind.claim("late", Duration.ofMinutes(1))).isTrue();
    }
  }

  @Test
  void beginsAnewWithAServerThatWasKilledAndIsEmpty() {
    server.kill();
    assertThat(failure(ledger)).isInstanceOf(JedisConnectionException.class);

    server.restart();
    awaitService(ledger);

    assertThat(standing(ledger).reserved()).isEqualTo(10);
  }

  @Test
  void failsWhereMemoryIsFullAndCountsNothing() {
    server.command("CONFIG", "SET", "maxmemory", "1");

    assertThat(failure(ledger))
        .isInstanceOf(JedisDataException.class)
        .hasMessageStartingWith("OOM");

    server.command("CONFIG", "SET", "maxmemory", "0");
    assertThat(standing(ledger).reserved()).isEqualTo(10);
    reserve(ledger);
  }

  @Test
  void settlesWhatIsHeldEvenWhereMemoryIsFull() {
    var open = Faults.reservation();
    ledger.reserve(open, Duration.ofMinutes(10));
    server.command("CONFIG", "SET", "maxmemory", "1");

    var standings = ledger.settle(open, new Spend(30, 0, 0)).orElseThrow();

    assertThat(standings.getFirst().used()).isEqualTo(30);
  }

  @Test
  void failsOnAReplicaThatOnlyReads() {
    try (var master = RedisServer.start()) {
      server.command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));

      assertThat(failure(ledger)).hasMessageContaining("READONLY");

      server.command("REPLICAOF", "NO", "ONE");
      awaitService(ledger);
    }
  }

  @Test
  void turnsToTheOtherOfTwoNodesWhenOneOnlyReads() {
    try (var other = RedisServer.start()) {
      server.command("REPLICAOF", "127.0.0.1", Integer.toString(other.port()));
      var both = server.url() + ",127.0.0.1:" + other.port();
      try (var pair = new Redis(config(both))) {
        awaitService(new RedisTokenLedger(pair));
      }

      assertThat(other.command("EXISTS", "{sluice}:a:team")).isEqualTo("1");
    }
  }

  @Test
  void noticesNothingWhenScriptsAreFlushed() {
    server.command("SCRIPT", "FLUSH");

    reserve(ledger);

    assertThat(standing(ledger).reserved()).isEqualTo(20);
  }

  @Test
  void connectsAgainWhenItsConnectionsAreKilled() {
    server.command("CLIENT", "KILL", "TYPE", "normal");

    assertThat(failure(ledger)).isInstanceOf(JedisConnectionException.class);
    reserve(ledger);
  }

  @Test
  void failsWhereThereAreTooManyClients() throws Exception {
    try (var other = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      // It is accepted before this command's connection, so it is the one.
      server.command("CONFIG", "SET", "maxclients", "1");
      redis.close();
      awaitRefusal();
      try (var late = new Redis(config(server.url()))) {
        var waiting = new RedisTokenLedger(late);

        assertThat(failure(waiting)).rootCause().hasMessageContaining("max number of clients");

        other.shutdownOutput();
        awaitService(waiting);
      }
    }
  }

  /** Waits until every connection that may be open is taken. */
  private void awaitRefusal() {
    while (true) {
      try {
        server.command("PING");
      } catch (RuntimeException e) {
        return;
      }
    }
  }

  @Test
  void failsWhileAnotherScriptKeepsTheServerBusy() throws Exception {
    var endless =
        Thread.startVirtualThread(() -> {
          try {
            server.command("EVAL", "while true do end", "0");
          } catch (RuntimeException e) {
            // It is killed in the end.
          }
        });
    while (!isBusy()) {
      Thread.onSpinWait();
    }

    assertThat(failure(ledger)).hasMessageStartingWith("BUSY");

    server.command("SCRIPT", "KILL");
    endless.join();
    awaitService(ledger);
  }

  private boolean isBusy() {
    try {
      return !server.command("PING").equals("PONG");
    } catch (UncheckedIOException e) {
      return false;
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).startsWith("BUSY");
    }
  }

  @Test
  void endsTheWaitOfAnInterruptedVirtualThread() throws Exception {
    var patient = new RedisConfig(server.url(), "sluice", Duration.ofSeconds(10), 4);
    try (var waiting = new Redis(patient)) {
      waiting.ping();
      server.suspend();
      var stillInterrupted =
          new FutureTask<>(() -> {
            try {
              waiting.ping();
              return false;
            } catch (DependencyException e) {
              return Thread.currentThread().isInterrupted();
            }
          });
      var thread = Thread.startVirtualThread(stillInterrupted);
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }

      thread.interrupt();

      assertThat(stillInterrupted.get()).isTrue();
      server.resume();
    }
  }

  @Test
  void doesNotConnectWithoutThePassword() {
    server.command("CONFIG", "SET", "requirepass", "open sesame");
    var address = "127.0.0.1:" + server.port();
    try (var without = new Redis(config("redis://" + address));
        var wrong = new Redis(config("redis://:swordfish@" + address));
        var right = new Redis(config("redis://:open%20sesame@" + address))) {
      assertThat(failure(new RedisTokenLedger(without)))
          .rootCause()
          .hasMessageStartingWith("NOAUTH");
      assertThat(failure(new RedisTokenLedger(wrong)))
          .rootCause()
          .hasMessageStartingWith("WRONGPASS")
          .hasMessageNotContaining("swordfish");
      awaitService(new RedisTokenLedger(right));
    }
  }

  @Test
  void countsInTheDatabaseThatTheUrlNames() {
    try (var third = new Redis(config(server.url() + "/3"))) {
      awaitService(new RedisTokenLedger(third));
    }

    assertThat(server.command("INFO", "keyspace")).contains("db0:", "db3:");
  }
}
