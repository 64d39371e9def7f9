package io.sluice.runner.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Action;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.Problems;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.extplugin.Needs;
import io.sluice.extplugin.PluginConf;
import io.sluice.extplugin.Route;
import io.sluice.extplugin.sdk.SdkWatchers;
import io.sluice.runner.exchanges.ExchangeRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

class PluginChainsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LimitPlugin limit = new LimitPlugin("limit");
  private final LimitPlugin other = new LimitPlugin("other");
  private final PluginChains chains =
      new PluginChains(
          new Plugins(List.of(limit, other), List.of()),
          new SdkWatchers(List.of()),
          new ExchangeRegistry(Duration.ofMinutes(1), 1 << 20, entry -> false, meters),
          new ChainMetrics(meters));

  private final Logger logger = (Logger) LoggerFactory.getLogger(PluginChains.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listenToTheLog() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
  }

  @Test
  void aRoutesPluginsRunInItsOrderWithItsConfiguration() {
    var route = prepare(conf("other", "{\"limit\": 3}"), conf("limit", "{\"limit\": 5}"));

    route.call(Calls.call());

    assertThat(other.prepared).containsExactly(3);
    assertThat(limit.prepared).containsExactly(5);
    assertThat(limit.story.told()).containsExactly("limit.onRequest", "limit.beforeUpstream");
    assertThat(other.story.told()).containsExactly("other.onRequest", "other.beforeUpstream");
  }

  @Test
  void aPluginMayStandOnARouteTwice() {
    prepare(conf("limit", "{\"limit\": 1}"), conf("limit", "{\"limit\": 2}")).call(Calls.call());

    assertThat(limit.prepared).containsExactly(1, 2);
    assertThat(limit.story.told()).filteredOn("limit.onRequest"::equals).hasSize(2);
  }

  @Test
  void everyProblemOfEveryPluginOfTheRouteIsToldToTheClient() {
    var route =
        prepare(
            conf("limit", "{\"limit\": 0, \"limits\": 1}"),
            conf("ai-rooter", "{}"),
            conf("other", "{\"limit\": "),
            conf("limit", "{\"limit\": 2}"));

    var stop = (Action.Stop) route.call(Calls.call()).action();
    var error = new JsonMapper().readTree(stop.body()).path("error");

    assertThat(stop.status()).isEqualTo(500);
    assertThat(stop.headers().first("Content-Type")).contains("application/json");
    assertThat(error.path("type").stringValue()).isEqualTo("server_error");
    assertThat(error.path("code").stringValue()).isEqualTo("invalid_plugin_config");
    assertThat(error.path("param").isNull()).isTrue();
    assertThat(error.path("message").stringValue())
        .startsWith(
            "limit: limits must be a known key (limit), but was 1;"
                + " limit must be in 1 to 10, but was 0.0;"
                + " ai-rooter: conf[1].name must be one of limit, other, but was \"ai-rooter\";"
                + " other: it must be valid JSON, but was not: ");
  }

  @Test
  void everyCallOfABrokenRouteHasAnIdOfItsOwn() {
    var route = prepare(conf("limit", "{}"));

    var first = requestId(route);
    var second = requestId(route);

    assertThat(UUID.fromString(first).version()).isEqualTo(7);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void aBrokenRouteNeedsNothing() {
    assertThat(prepare(conf("limit", "{}")).needs()).isEqualTo(Needs.NOTHING);
  }

  @Test
  void aBrokenRouteIsLoggedOnceHoweverOftenItIsCalled() {
    var route = prepare(conf("limit", "{}"), conf("unknown", "{}"));

    route.call(Calls.call());
    route.call(Calls.call());

    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.getFirst().getLevel()).isEqualTo(Level.ERROR);
    assertThat(logged.list.getFirst().getKeyValuePairs().toString())
        .contains("route=\"the-route\"", "limit must be", "conf[1].name must be one of");
  }

  @Test
  void nothingCostlyIsDoneForABrokenRoute() {
    prepare(conf("limit", "{\"limit\": 1}"), conf("other", "{}"));

    assertThat(limit.prepared).isEmpty();
  }

  @Test
  void aModelThatFailsWhileARouteIsPreparedIsToldSoThatApisixAsksAgain() {
    var failure = new DependencyException("onnx", "embed", new IllegalStateException("busy"));
    limit.failure = failure;

    assertThatThrownBy(() -> prepare(conf("limit", "{\"limit\": 1}"))).isSameAs(failure);
  }

  @Test
  void aRouteWithoutPluginsPasses() {
    assertThat(prepare().call(Calls.call()).action()).isEqualTo(Action.pass());
  }

  @Test
  void twoOfTheSameNameAreRefused() {
    PluginFilter filter = () -> "limit";

    assertThatThrownBy(() -> new Plugins(List.of(limit), List.of(filter)))
        .hasMessage("a filter has the name of a plugin: limit");
    assertThatThrownBy(() -> new Plugins(List.of(limit, new LimitPlugin("limit")), List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  private Route prepare(PluginConf... confs) {
    return chains.prepare(1, "the-route", Arrays.asList(confs));
  }

  private static PluginConf conf(String name, String value) {
    return new PluginConf(name, value);
  }

  private static String requestId(Route route) {
    var stop = (Action.Stop) route.call(Calls.call()).action();
    assertThat(stop.body()).asString(UTF_8).contains("limit must be a number, but was absent");
    return stop.headers().first("X-AI-Request-Id").orElseThrow();
  }

  private record Limit(double limit) {
    Limit {
      new Problems("limit")
          .require(limit >= 1 && limit <= 10, "limit", "in 1 to 10", limit)
          .throwIfAny();
    }
  }

  /** A plugin with one number to configure. */
  private static final class LimitPlugin implements Plugin<Limit> {

    private final String name;
    private final ScriptedPlugin.Story story = new ScriptedPlugin.Story();
    private final List<Integer> prepared = new ArrayList<>();
    private @Nullable DependencyException failure;

    LimitPlugin(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Limit read(Settings settings) {
      return new Limit(settings.decimal("limit").doubleValue());
    }

    @Override
    public RoutePlugin prepare(Limit config) {
      if (failure != null) {
        throw failure;
      }
      prepared.add((int) config.limit());
      return new ScriptedPlugin(name, story);
    }
  }
}
