package io.sluice.extplugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many connections at once. */
@Timeout(60)
class LoadTest {

  @TempDir private Path folder;

  @Test
  void aBurstOfFiveHundredConnectionsIsAnswered() throws Exception {
    try (var server = TestServer.start(folder, ScriptedRoute.PASS)) {
      long token;
      try (var peer = server.connect()) {
        token = peer.prepare();
      }
      var go = new CountDownLatch(1);
      var calls = new ArrayList<Future<Told>>();
      for (int i = 0; i < 500; i++) {
        int id = i;
        var call =
            new FutureTask<>(() -> {
              TestServer.await(go);
              try (var peer = server.connect()) {
                return peer.call(id, token);
              }
            });
        Thread.ofVirtual().start(call);
        calls.add(call);
      }
      go.countDown();

      for (int i = 0; i < 500; i++) {
        assertThat(calls.get(i).get()).isEqualTo(new Told.Passed(i));
      }
      TestServer.until(() -> server.server.connections() == 0);
    }
  }

  @Test
  void aSlowRouteDoesNotSlowAFastOne() throws Exception {
    var arrived = new CountDownLatch(64);
    var release = new CountDownLatch(1);
    var slow =
        ScriptedRoute.of(call -> {
          arrived.countDown();
          TestServer.await(release);
          return Answer.of(Action.pass());
        });
    var config = TestServer.config(folder, TestServer.GUARD);
    RouteFactory routes = (token, key, plugins) -> plugins.isEmpty() ? ScriptedRoute.PASS : slow;

    try (var server = TestServer.start(config, routes);
        var fast = server.connect()) {
      long slowToken = fast.prepare(new PluginConf("slow", ""));
      long fastToken = fast.prepare();
      var waiting = new ArrayList<Peer>();
      for (int i = 0; i < 64; i++) {
        var peer = server.connect();
        peer.send(Frame.HTTP_REQ_CALL, Asked.call(i, slowToken));
        waiting.add(peer);
      }
      TestServer.await(arrived);

      for (int i = 0; i < 100; i++) {
        assertThat(fast.call(i, fastToken)).isEqualTo(new Told.Passed(i));
      }

      assertThat(server.outcomes(100)).containsOnly(CallObserver.Outcome.PASS).hasSize(100);
      release.countDown();
      for (int i = 0; i < 64; i++) {
        assertThat(waiting.get(i).receive()).isEqualTo(new Told.Passed(i));
        waiting.get(i).hangUp();
      }
    }
  }

  @Test
  void aboveTheLimitAConnectionWaitsUntilAnotherCloses() throws Exception {
    var calls = new AtomicInteger();
    var counting =
        ScriptedRoute.of(call -> {
          calls.incrementAndGet();
          return Answer.of(Action.pass());
        });
    var defaults = TestServer.config(folder, TestServer.SHORT);
    var two =
        new ExtPluginConfig(
            defaults.socket(), "660", "", 2, 1024, TestServer.SHORT, Duration.ofHours(1));

    try (var server = TestServer.start(two, (token, key, plugins) -> counting);
        var first = server.connect();
        var second = server.connect()) {
      long token = first.prepare();
      assertThat(second.call(1, token)).isEqualTo(new Told.Passed(1));
      try (var third = server.connect()) {
        third.send(Frame.HTTP_REQ_CALL, Asked.call(3, token));
        for (int i = 0; i < 200; i++) {
          assertThat(second.call(2, token)).isEqualTo(new Told.Passed(2));
        }
        assertThat(server.server.connections()).isEqualTo(2);
        assertThat(calls).hasValue(201);

        first.hangUp();

        assertThat(third.receive()).isEqualTo(new Told.Passed(3));
      }
    }
  }

  @Test
  void everyPlaceIsGivenBack() throws Exception {
    var defaults = TestServer.config(folder, TestServer.SHORT);
    var one =
        new ExtPluginConfig(
            defaults.socket(), "660", "", 1, 1024, TestServer.SHORT, Duration.ofHours(1));

    try (var server = TestServer.start(one, (token, key, plugins) -> ScriptedRoute.PASS)) {
      for (int i = 0; i < 100; i++) {
        try (var peer = server.connect()) {
          switch (i % 3) {
            case 0 -> assertThat(peer.prepare()).isPositive();
            case 1 -> assertThat(peer.ask(99, new byte[0])).isEqualTo(new Told.Refused(0));
            default -> peer.sendRaw(new byte[] {2, 0});
          }
        }
      }

      try (var peer = server.connect()) {
        assertThat(List.of(peer.call(1, peer.prepare()))).containsExactly(new Told.Passed(1));
      }
    }
  }
}
