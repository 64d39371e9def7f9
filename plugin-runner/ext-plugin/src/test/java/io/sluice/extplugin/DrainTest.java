package io.sluice.extplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a server ends. */
@Timeout(60)
class DrainTest {

  /** The longest deadline there is: what ends earlier was ended by the drain. */
  private static final Duration FOREVER = Duration.ofSeconds(55);

  @TempDir private Path folder;

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final AtomicInteger taken = new AtomicInteger();

  @AfterEach
  void releaseWhatHangs() {
    release.countDown();
  }

  @Test
  void idleConnectionsAreClosedAtOnce() throws Exception {
    var server = TestServer.start(folder, ScriptedRoute.PASS);
    try (var used = server.connect();
        var fresh = server.connect()) {
      used.prepare();
      fresh.prepare();

      server.server.drain(TestServer.GUARD);

      assertThat(used.isClosedByRunner()).isTrue();
      assertThat(fresh.isClosedByRunner()).isTrue();
      assertThat(server.server.connections()).isZero();
    }
  }

  @Test
  void aCallInFlightFinishesWithItsAnswer() throws Exception {
    var server = hanging();
    try (var peer = server.connect()) {
      peer.send(Frame.HTTP_REQ_CALL, Asked.call(1, peer.prepare()));
      TestServer.await(started);

      var draining = draining(server, TestServer.GUARD);
      TestServer.until(() -> Files.notExists(server.server.socket()));
      boolean drainedEarly = !draining.isAlive();
      release.countDown();

      assertThat(drainedEarly).isFalse();
      assertThat(peer.receive()).isEqualTo(new Told.Passed(1));
      assertThat(peer.isClosedByRunner()).isTrue();
      assertThat(draining.join(TestServer.GUARD)).isTrue();
      assertThat(taken).hasValue(1);
    }
  }

  @Test
  void newConnectionsAreRefused() throws Exception {
    var server = hanging();
    try (var peer = server.connect()) {
      peer.send(Frame.HTTP_REQ_CALL, Asked.call(1, peer.prepare()));
      TestServer.await(started);

      var draining = draining(server, TestServer.GUARD);
      TestServer.until(() -> Files.notExists(server.server.socket()));

      assertThatThrownBy(() -> Peer.connect(server.server.socket()))
          .isInstanceOf(IOException.class);
      release.countDown();
      assertThat(draining.join(TestServer.GUARD)).isTrue();
    }
  }

  @Test
  void aCallThatOutlastsThePatienceIsCutOffAndItsPluginInterrupted() throws Exception {
    var server = hanging();
    try (var peer = server.connect()) {
      peer.send(Frame.HTTP_REQ_CALL, Asked.call(1, peer.prepare()));
      TestServer.await(started);

      server.server.drain(Duration.ofMillis(1));

      assertThat(peer.isClosedByRunner()).isTrue();
      TestServer.await(interrupted);
      TestServer.until(() -> server.server.connections() == 0);
      assertThat(taken).hasValue(0);
    }
  }

  @Test
  void drainingAtTheConnectionLimitEndsTheAcceptor() throws Exception {
    var defaults = TestServer.config(folder, TestServer.SHORT);
    var one =
        new ExtPluginConfig(
            defaults.socket(), "660", "", 1, 1024, TestServer.SHORT, Duration.ofHours(1));
    for (int i = 0; i < 20; i++) {
      var server = TestServer.start(one, (token, key, plugins) -> ScriptedRoute.PASS);
      try (var peer = server.connect()) {
        peer.prepare();

        server.server.drain(TestServer.GUARD);
      }
    }

    TestServer.until(() -> !isAcceptorAlive());
  }

  @Test
  void aServerCanBeDrainedTwice() throws Exception {
    var server = TestServer.start(folder, ScriptedRoute.PASS);

    // More patience than this test has: whoever waits for nothing is found out.
    server.server.drain(Duration.ofHours(1));
    server.server.drain(Duration.ofHours(1));
    server.close();

    assertThat(Files.exists(server.server.socket())).isFalse();
  }

  @Test
  void callsThatRaceWithADrainAreAnsweredOrCutButNeverWrong() throws Exception {
    for (int round = 0; round < 20; round++) {
      var server = TestServer.start(folder, ScriptedRoute.PASS);
      var going = new CountDownLatch(8);
      var wrong = new AtomicBoolean();
      var callers = new Thread[8];
      for (int i = 0; i < callers.length; i++) {
        callers[i] = Thread.ofVirtual().start(() -> callUntilClosed(server, going, wrong));
      }
      TestServer.await(going);

      server.server.drain(TestServer.GUARD);

      assertThat(server.server.connections()).isZero();
      for (var caller : callers) {
        assertThat(caller.join(TestServer.GUARD)).isTrue();
      }
      assertThat(wrong).isFalse();
    }
  }

  private static void callUntilClosed(
      TestServer server, CountDownLatch going, AtomicBoolean wrong) {
    try (var peer = server.connect()) {
      long token = peer.prepare();
      for (int id = 0; ; id++) {
        if (!peer.call(id, token).equals(new Told.Passed(id))) {
          wrong.set(true);
        }
        going.countDown();
      }
    } catch (IOException e) {
      // Closed by the drain: what a caller sees that was too late.
      going.countDown();
    }
  }

  private TestServer hanging() throws IOException {
    return TestServer.start(
        TestServer.config(folder, FOREVER),
        (token, key, plugins) ->
            ScriptedRoute.of(call -> {
              started.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return new Answer(Action.pass(), taken::incrementAndGet);
            }));
  }

  private static Thread draining(TestServer server, Duration patience) {
    return Thread.ofPlatform().daemon().start(() -> server.server.drain(patience));
  }

  private static boolean isAcceptorAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("ext-plugin-accept"));
  }
}
