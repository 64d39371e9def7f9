package io.sluice.runner.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Decision;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.Subject;
import io.sluice.extplugin.Answer;
import io.sluice.extplugin.Needs;
import io.sluice.runner.exchanges.ExchangeRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginChainTest {

  private final DependencyException noRedis =
      new DependencyException("redis", "answer", new IllegalStateException("gone"));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExchangeRegistry exchanges =
      new ExchangeRegistry(Duration.ofMinutes(1), 1 << 20, entry -> false, meters);
  private final ScriptedPlugin.Story story = new ScriptedPlugin.Story();
  private final ScriptedPlugin one = new ScriptedPlugin("one", story);
  private final ScriptedPlugin two = new ScriptedPlugin("two", story);
  private final ScriptedPlugin three = new ScriptedPlugin("three", story);

  @Test
  void pluginsActInTheRoutesOrderAndOnceMoreWhenAllHavePassed() {
    chain(two, one, three).call(Calls.call());

    assertThat(story.told())
        .containsExactly(
            "two.onRequest",
            "one.onRequest",
            "three.onRequest",
            "two.beforeUpstream",
            "one.beforeUpstream",
            "three.beforeUpstream");
  }

  @Test
  void anExchangeBeginsWithWhatApisixSays() {
    chain(one).call(Calls.call("Accept", "*/*", "X-AI-Tier", "smart"));

    var exchange = story.seenBy("one.onRequest");
    assertThat(exchange.subject()).isEqualTo(new Subject("alice", "finance", "chat"));
    assertThat(exchange.path()).isEqualTo("/v1/chat/completions");
    assertThat(exchange.headers()).containsExactly(new Header("Accept", "*/*"));
    assertThat(exchange.request().lastUserText()).isEqualTo("hello");
  }

  @Test
  void aNewBodyForAnotherApiIsNoChatThoughItLooksLikeOne() {
    var body = ChatRequest.of("{\"messages\":[]}".getBytes(UTF_8));
    one.onRequest(Action.rewrite(new Change.SetPath("/api/chat"), new Change.SetBody(body)));

    chain(one, two).call(Calls.call());

    assertThat(story.seenBy("two.onRequest").request().protocol()).isEqualTo(Protocol.UNKNOWN);
  }

  @Test
  void aRewriteIsSeenByThePluginsAfter() {
    var body = ChatRequest.of("{\"messages\":[]}".getBytes(UTF_8));
    one.onRequest(
        Action.rewrite(
            new Change.SetBody(body), new Change.SetHeader("X-A", "1"), new Change.SetPath("/v2")));
    two.onRequest(Action.rewrite(new Change.RouteTo(Calls.SMALL)));

    chain(one, two, three).call(Calls.call());

    assertThat(story.seenBy("two.onRequest").request().body()).isEqualTo(body.body());
    assertThat(story.seenBy("two.onRequest").headers().first("x-a")).contains("1");
    assertThat(story.seenBy("two.onRequest").path()).isEqualTo("/v2");
    assertThat(story.seenBy("two.onRequest").target()).isEmpty();
    assertThat(story.seenBy("three.onRequest").target()).contains(Calls.SMALL);
  }

  @Test
  void beforeTheUpstreamTheTargetIsFinal() {
    one.onRequest(Action.rewrite(new Change.RouteTo(Calls.SMALL)));
    two.onRequest(Action.rewrite(new Change.RouteTo(Calls.LARGE)));

    chain(one, two).call(Calls.call());

    assertThat(story.seenBy("one.beforeUpstream").target()).contains(Calls.LARGE);
    assertThat(story.seenBy("one.beforeUpstream").request().model()).contains("gpt-5.1");
  }

  @Test
  void aStopEndsTheRequestAndSaysWhy() {
    one.onRequest(
        Action.rewrite(
            new Change.RouteTo(Calls.SMALL),
            new Change.Explain(Decision.of("one", "cheap")),
            new Change.AddResponseHeader("X-AI-Cache-Status", "MISS")));
    two.onRequest(stop(429));

    var answer = chain(one, two, three).call(Calls.call());

    assertThat(story.told()).containsExactly("one.onRequest", "two.onRequest");
    var stop = (Action.Stop) answer.action();
    var id = story.seenBy("two.onRequest").id().value();
    assertThat(stop.status()).isEqualTo(429);
    assertThat(stop.body()).isEqualTo("no".getBytes(UTF_8));
    assertThat(stop.headers())
        .containsExactly(
            new Header("Retry-After", "7"),
            new Header("X-AI-Cache-Status", "MISS"),
            new Header("X-AI-Request-Id", id),
            new Header("X-AI-Target", "small"),
            new Header("X-AI-Tier", "fast"),
            new Header("X-AI-Decision", "one;reason=cheap"));
  }

  @Test
  void aStopBeforeTheUpstreamEndsTheRequestToo() {
    one.beforeUpstream(exchange -> stop(402));

    var answer = chain(one, two).call(Calls.call());

    assertThat(story.told())
        .containsExactly("one.onRequest", "two.onRequest", "one.beforeUpstream");
    assertThat(((Action.Stop) answer.action()).status()).isEqualTo(402);
  }

  @Test
  void aRewriteBeforeTheUpstreamCounts() {
    one.beforeUpstream(
        exchange -> Action.rewrite(new Change.AddResponseHeader("X-AI-Tokens-Saved", "12")));

    var wire = Wire.of(chain(one, two).call(Calls.call()).action());

    assertThat(wire.response()).contains("X-AI-Tokens-Saved: 12");
  }

  @Test
  void aPluginDecidesWithoutTheStoreThatFailed() {
    one.onRequest(
            exchange -> {
              throw noRedis;
            })
        .onFailure(exchange -> Action.rewrite(new Change.RouteTo(Calls.LARGE)));

    var wire = Wire.of(chain(one, two).call(Calls.call()).action());

    assertThat(story.told())
        .startsWith("one.onRequest", "one.onFailure", "two.onRequest", "one.beforeUpstream");
    assertThat(wire.upstream("X-AI-Target")).contains("large");
    assertThat(failures("one", "redis")).isEqualTo(1);
    assertThat(failures("two", "redis")).isZero();
  }

  @Test
  void aPluginMayRefuseWithoutTheStoreThatFailed() {
    one.onRequest(
            exchange -> {
              throw noRedis;
            })
        .onFailure(exchange -> stop(503));

    var answer = chain(one, two).call(Calls.call());

    assertThat(((Action.Stop) answer.action()).status()).isEqualTo(503);
    assertThat(story.told()).containsExactly("one.onRequest", "one.onFailure");
  }

  @Test
  void aPluginDecidesWithoutTheStoreThatFailedBeforeTheUpstream() {
    one.beforeUpstream(
            exchange -> {
              throw noRedis;
            })
        .beforeUpstreamFailed(exchange -> Action.rewrite(new Change.SetHeader("X-A", "1")));

    var wire = Wire.of(chain(one, two).call(Calls.call()).action());

    assertThat(wire.upstream("X-A")).contains("1");
    assertThat(story.told())
        .endsWith("one.beforeUpstream", "one.beforeUpstreamFailed", "two.beforeUpstream");
    assertThat(failures("one", "redis")).isEqualTo(1);
  }

  @Test
  void aPluginMayRefuseWithoutTheStoreThatFailedBeforeTheUpstream() {
    one.beforeUpstream(
            exchange -> {
              throw noRedis;
            })
        .beforeUpstreamFailed(exchange -> stop(503));

    var answer = chain(one, two).call(Calls.call());

    assertThat(((Action.Stop) answer.action()).status()).isEqualTo(503);
    assertThat(story.told()).doesNotContain("two.beforeUpstream");
  }

  @Test
  void pluginsThatSawACallLearnThatItNeverLeft() {
    var kept = new Header("a plugin's", "own");
    one.beforeUpstream(exchange -> Action.rewrite(new Change.Keep(kept)));
    two.beforeUpstream(exchange -> {
      throw new IllegalStateException("oops");
    });

    assertThatThrownBy(() -> chain(one, two).call(Calls.call())).hasMessageContaining("two");

    assertThat(story.told()).endsWith("one.onEnd Unsent", "two.onEnd Unsent");
    assertThat(story.seenBy("one.onEnd Unsent").kept(Header.class)).contains(kept);
    assertThat(exchanges.size()).isZero();
  }

  @Test
  void whenTheTimeIsUsedUpPluginsDecideWithoutBeingAsked() {
    one.onRequest(exchange -> {
      Thread.currentThread().interrupt();
      return Action.pass();
    });
    two.onFailure(exchange -> Action.rewrite(new Change.RouteTo(Calls.LARGE)));
    Answer answer;

    try {
      answer = chain(one, two, three).call(Calls.call());
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(story.told())
        .containsExactly(
            "one.onRequest",
            "two.onFailure",
            "three.onFailure",
            "one.beforeUpstreamFailed",
            "two.beforeUpstreamFailed",
            "three.beforeUpstreamFailed");
    assertThat(Wire.of(answer.action()).upstream("X-AI-Target")).contains("large");
    assertThat(failures("two", "time")).isPositive();
    assertThat(failures("three", "time")).isPositive();
  }

  @Test
  void aPluginsBugEndsTheCallAndNamesThePlugin() {
    var bug = new IllegalStateException("oops");
    one.onRequest(exchange -> {
      throw bug;
    });

    assertThatThrownBy(() -> chain(one, two).call(Calls.call()))
        .hasMessage("one failed: java.lang.IllegalStateException: oops")
        .hasCause(bug);
    assertThat(failures("one", "plugin")).isEqualTo(1);
    assertThat(story.told()).containsExactly("one.onRequest", "one.onEnd Unsent");
  }

  @Test
  void anErrorIsABugLikeAnyOther() {
    two.beforeUpstream(exchange -> {
      throw new StackOverflowError();
    });

    assertThatThrownBy(() -> chain(one, two).call(Calls.call()))
        .hasMessage("two failed: java.lang.StackOverflowError");
    assertThat(failures("two", "plugin")).isEqualTo(1);
  }

  @Test
  void aBugInTheDecisionAfterAFailureNamesThePluginToo() {
    one.onRequest(
            exchange -> {
              throw noRedis;
            })
        .onFailure(exchange -> {
          throw new IllegalStateException("oops");
        });

    assertThatThrownBy(() -> chain(one).call(Calls.call())).hasMessageStartingWith("one failed: ");
    assertThat(failures("one", "redis")).isEqualTo(1);
    assertThat(failures("one", "plugin")).isEqualTo(1);
  }

  @Test
  void anExchangeIsOpenFromTheMomentItsAnswerIsTaken() {
    two.onRequest(stop(429));
    var answer = chain(one, two, three).call(Calls.call());
    var id = story.seenBy("one.onRequest").id().value();

    assertThat(exchanges.end(entry(id))).isFalse();

    answer.taken().run();

    assertThat(exchanges.end(entry(id))).isTrue();
    assertThat(story.told())
        .containsExactly("one.onRequest", "two.onRequest", "one.onEnd Logged", "two.onEnd Logged");
  }

  @Test
  void anExchangeEndsAsThePluginsLeftIt() {
    one.onRequest(Action.rewrite(new Change.RouteTo(Calls.SMALL)));
    two.beforeUpstream(
        exchange -> Action.rewrite(new Change.Explain(Decision.of("two", "reserved"))));
    chain(one, two).call(Calls.call()).taken().run();

    exchanges.end(entry(story.seenBy("one.onRequest").id().value()));

    assertThat(story.seenBy("one.onEnd Logged").target()).contains(Calls.SMALL);
    assertThat(story.seenBy("one.onEnd Logged").decisions())
        .containsExactly(Decision.of("two", "reserved"));
  }

  @Test
  void aRouteWithAPluginOfOursNeedsIdentityAndBody() {
    assertThat(chain(one).needs())
        .isEqualTo(new Needs(Set.of("consumer_name", "consumer_group_id", "route_id"), true));
  }

  @Test
  void aRouteWithoutOneNeedsNothingAndChangesNothing() {
    var answer = chain().call(Calls.call("X-AI-Target", "large"));
    answer.taken().run();

    assertThat(chain().needs()).isEqualTo(Needs.NOTHING);
    assertThat(answer.action()).isEqualTo(Action.pass());
    assertThat(exchanges.size()).isZero();
  }

  private PluginChain chain(ScriptedPlugin... plugins) {
    return new PluginChain(
        Arrays.stream(plugins).map(ScriptedPlugin::step).toList(),
        exchanges,
        new ChainMetrics(meters));
  }

  private double failures(String plugin, String dependency) {
    var counter =
        meters
            .find("sluice.plugin.failures")
            .tags("plugin", plugin, "dependency", dependency)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private static Action.Stop stop(int status) {
    return new Action.Stop(
        status, Headers.of(List.of(new Header("Retry-After", "7"))), "no".getBytes(UTF_8));
  }

  private static LogEntry entry(String id) {
    return new LogEntry(id, 200, "", "", true, 0, "", "", Duration.ZERO, Duration.ZERO);
  }
}
