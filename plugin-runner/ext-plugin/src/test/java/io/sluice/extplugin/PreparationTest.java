package io.sluice.extplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How configurations get tokens, and what a token stands for. */
@Timeout(60)
class PreparationTest {

  private static final PluginConf ROUTER = new PluginConf("ai-semantic-router", "{\"a\":1}");
  private static final PluginConf CACHE = new PluginConf("ai-semantic-cache", "{}");

  @TempDir private Path folder;

  @Test
  void theSameContentHasTheSameTokenInEveryServer() throws Exception {
    long token;
    try (var first = TestServer.start(folder, ScriptedRoute.PASS);
        var peer = first.connect()) {
      token = peer.prepare(ROUTER, CACHE);
    }

    try (var second = TestServer.start(folder, ScriptedRoute.PASS);
        var peer = second.connect()) {
      assertThat(peer.prepare(ROUTER, CACHE)).isEqualTo(token);
    }
  }

  @Test
  void differentContentHasDifferentTokens() throws Exception {
    try (var server = TestServer.start(folder, ScriptedRoute.PASS);
        var peer = server.connect()) {
      var tokens =
          List.of(
              peer.prepare(),
              peer.prepare(ROUTER),
              peer.prepare(CACHE),
              peer.prepare(ROUTER, CACHE),
              peer.prepare(CACHE, ROUTER),
              peer.prepare(new PluginConf("ai-semantic-router", "{\"a\":2}")),
              peer.prepare(new PluginConf("ab", "c")),
              peer.prepare(new PluginConf("a", "bc")));

      assertThat(tokens).doesNotHaveDuplicates();
    }
  }

  @Test
  void theRouteFactoryGetsTokenKeyAndPluginsOnce() throws Exception {
    record Prepared(int token, String key, List<PluginConf> plugins) {}
    var prepared = new java.util.concurrent.LinkedBlockingQueue<Prepared>();
    RouteFactory factory =
        (token, key, plugins) -> {
          prepared.add(new Prepared(token, key, plugins));
          return ScriptedRoute.PASS;
        };

    try (var server = TestServer.start(folder, factory);
        var peer = server.connect()) {
      long token = peer.prepare(ROUTER, CACHE);
      long again = peer.prepare(ROUTER, CACHE);

      assertThat(again).isEqualTo(token);
      assertThat(prepared)
          .containsExactly(new Prepared((int) token, "route#1", List.of(ROUTER, CACHE)));
    }
  }

  @Test
  void anUnknownTokenIsRefusedSoThatApisixPreparesAgain() throws Exception {
    try (var server = TestServer.start(folder, ScriptedRoute.PASS);
        var peer = server.connect()) {
      var told = peer.call(1, 0xfedc_ba98L);

      assertThat(told).isEqualTo(new Told.Refused(2));
      assertThat(peer.call(2, peer.prepare(ROUTER))).isEqualTo(new Told.Passed(2));
    }
  }

  @Test
  void anExpiredConfigurationIsRefusedAndCanBePreparedAgain() throws Exception {
    var defaults = TestServer.config(folder, TestServer.SHORT);
    var shortLived =
        new ExtPluginConfig(
            defaults.socket(), "660", "", 10, 1024, TestServer.SHORT, Duration.ofNanos(1));

    try (var server = TestServer.start(shortLived, (token, key, plugins) -> ScriptedRoute.PASS);
        var peer = server.connect()) {
      long token = peer.prepare(ROUTER);

      assertThat(peer.call(1, token)).isEqualTo(new Told.Refused(2));
      assertThat(peer.prepare(ROUTER)).isEqualTo(token);
    }
  }

  @Test
  void holdsABoundedNumberOfRoutes() {
    var registry = registry((token, key, plugins) -> ScriptedRoute.PASS);

    var tokens =
        IntStream.range(0, 11_000)
            .map(i -> registry.prepare(conf(new PluginConf("p", "number " + i))))
            .toArray();

    TestServer.until(() ->
        IntStream.of(tokens).filter(token -> registry.find(token).isPresent()).count() <= 10_000);
  }

  @Test
  void twoConfigurationsWithTheSameDigestBytesHaveTokensAndRoutesOfTheirOwn() {
    // Found by trying: the SHA-256 of both begins with the same four bytes.
    var one = new PluginConf("p", "96263");
    var other = new PluginConf("p", "98036");
    var registry = registry((token, key, plugins) -> named(plugins.getFirst().value()));

    int first = registry.prepare(conf(one));
    int second = registry.prepare(conf(other));

    assertThat(second).isEqualTo(first + 1);
    assertThat(registry.find(first)).contains(named("96263"));
    assertThat(registry.find(second)).contains(named("98036"));
    assertThat(registry.prepare(conf(other))).isEqualTo(second);
    assertThat(registry.prepare(conf(one))).isEqualTo(first);
  }

  @Test
  void aConfigurationAskedForTwiceAtOnceIsPreparedOnce() throws Exception {
    var preparing = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var prepared = new AtomicInteger();
    var registry =
        registry((token, key, plugins) -> {
          prepared.incrementAndGet();
          preparing.countDown();
          TestServer.await(go);
          return ScriptedRoute.PASS;
        });

    var first = inThread(() -> registry.prepare(conf(ROUTER)));
    TestServer.await(preparing);
    var second = inThread(() -> registry.prepare(conf(ROUTER)));
    go.countDown();

    assertThat(second.get()).isEqualTo(first.get());
    assertThat(prepared).hasValue(1);
    assertThat(registry.find(first.get())).contains(ScriptedRoute.PASS);
  }

  @Test
  void aRouteThatIsBeingPreparedIsNotYetKnown() throws Exception {
    var token = new java.util.concurrent.LinkedBlockingQueue<Integer>();
    var go = new CountDownLatch(1);
    var registry =
        registry((number, key, plugins) -> {
          token.add(number);
          TestServer.await(go);
          return ScriptedRoute.PASS;
        });
    var preparing = inThread(() -> registry.prepare(conf(ROUTER)));

    var found = registry.find(token.take());

    assertThat(found).isEmpty();
    go.countDown();
    assertThat(registry.find(preparing.get())).isPresent();
  }

  @Test
  void aFactoryThatFailsIsAskedAgain() throws Exception {
    var asked = new AtomicInteger();
    RouteFactory factory =
        (token, key, plugins) -> {
          if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("the model is not loaded yet");
          }
          return ScriptedRoute.PASS;
        };

    try (var server = TestServer.start(folder, factory);
        var peer = server.connect()) {
      var refused = peer.ask(Frame.PREPARE_CONF, Asked.prepareConf("route#1", ROUTER));

      assertThat(refused).isEqualTo(new Told.Refused(1));
      assertThat(peer.call(1, peer.prepare(ROUTER))).isEqualTo(new Told.Passed(1));
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void aFactoryThatThrowsAnErrorLeavesNothingBehind() {
    var registry =
        registry((token, key, plugins) -> {
          throw new StackOverflowError("test");
        });

    assertThatThrownBy(() -> registry.prepare(conf(ROUTER))).isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> registry.prepare(conf(ROUTER))).isInstanceOf(StackOverflowError.class);
  }

  private static ConfRegistry registry(RouteFactory factory) {
    return new ConfRegistry(factory, Duration.ofHours(1));
  }

  private static FrameDecoder.PrepareConf conf(PluginConf... plugins) {
    return new FrameDecoder.PrepareConf("route#1", List.of(plugins));
  }

  /** A route that equals those of the same name. */
  private static Route named(String name) {
    record Named(String name) implements Route {
      @Override
      public Needs needs() {
        return Needs.NOTHING;
      }

      @Override
      public Answer call(HttpCall call) {
        throw new AssertionError("never called");
      }
    }
    return new Named(name);
  }

  private static <T> FutureTask<T> inThread(Callable<T> task) {
    var future = new FutureTask<>(task);
    Thread.ofVirtual().start(future);
    return future;
  }
}
