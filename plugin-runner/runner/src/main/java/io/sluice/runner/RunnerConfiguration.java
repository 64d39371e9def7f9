package io.sluice.runner;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.exchange.Plugin;
import io.sluice.extplugin.CallObserver;
import io.sluice.extplugin.ExtPluginConfig;
import io.sluice.extplugin.sdk.SdkWatchers;
import io.sluice.runner.catalog.CatalogHealth;
import io.sluice.runner.catalog.CatalogWatch;
import io.sluice.runner.catalog.CurrentCatalog;
import io.sluice.runner.chain.ChainMetrics;
import io.sluice.runner.chain.PluginChains;
import io.sluice.runner.chain.Plugins;
import io.sluice.runner.exchanges.BearerToken;
import io.sluice.runner.exchanges.ExchangeRegistry;
import io.sluice.runner.exchanges.ExchangesController;
import io.sluice.tokenlimit.TokenLimit;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.apisix.plugin.runner.A6ConfigWatcher;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Which parts the runner is made of. */
@Configuration(proxyBeanMethods = false)
class RunnerConfiguration {

  private static final Logger logger = LoggerFactory.getLogger(RunnerConfiguration.class);

  @Bean
  CurrentCatalog currentCatalog(SluiceProperties properties, MeterRegistry meters) {
    return CurrentCatalog.load(Path.of(properties.catalog()), meters);
  }

  @Bean
  CatalogHealth catalog(CurrentCatalog catalog) {
    return new CatalogHealth(catalog);
  }

  @Bean
  CatalogWatch catalogWatch(CurrentCatalog catalog) {
    return new CatalogWatch(
        catalog,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("catalog").factory()));
  }

  @Bean
  static FilterScanner filterScanner(Environment environment) {
    return new FilterScanner(environment);
  }

  @Bean
  Plugins plugins(ObjectProvider<Plugin<?>> plugins, ObjectProvider<PluginFilter> filters) {
    return new Plugins(plugins.orderedStream().toList(), filters.orderedStream().toList());
  }

  @Bean
  ExchangeRegistry exchangeRegistry(
      SluiceProperties properties, TokenLimit limits, MeterRegistry meters) {
    var exchanges = properties.exchanges();
    return new ExchangeRegistry(
        exchanges.deadline(), exchanges.maxOpen().toBytes(), limits::settleElsewhere, meters);
  }

  @Bean
  ExchangesController exchangesController(SluiceProperties properties, ExchangeRegistry registry) {
    var exchanges = properties.exchanges();
    if (exchanges.token().isEmpty()) {
      logger.warn("sluice.exchanges.token is not set: POST /exchanges refuses every log entry");
    }
    return new ExchangesController(
        registry, new BearerToken(exchanges.token()), (int) exchanges.maxPost().toBytes());
  }

  @Bean
  PluginChains pluginChains(
      Plugins plugins,
      ObjectProvider<A6ConfigWatcher> watchers,
      ExchangeRegistry exchanges,
      MeterRegistry meters) {
    return new PluginChains(
        plugins,
        new SdkWatchers(watchers.orderedStream().toList()),
        exchanges,
        new ChainMetrics(meters));
  }

  @Bean
  CallObserver callObserver(MeterRegistry meters) {
    Map<CallObserver.Outcome, Timer> timers =
        Arrays.stream(CallObserver.Outcome.values())
            .collect(
                Collectors.toMap(
                    outcome -> outcome,
                    outcome ->
                        Timer.builder("sluice.request.phase")
                            .description("From APISIX's call to the runner's answer")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .publishPercentileHistogram()
                            .register(meters),
                    (one, other) -> one,
                    () -> new EnumMap<>(CallObserver.Outcome.class)));
    return (outcome, took) -> {
      var timer = timers.get(outcome);
      if (timer != null) {
        timer.record(took);
      }
    };
  }

  @Bean
  ExtPlugin extPlugin(
      SluiceProperties properties,
      PluginChains chains,
      CallObserver observer,
      MeterRegistry meters) {
    var socket = properties.socket();
    var defaults = ExtPluginConfig.at(socket.file());
    var extPlugin =
        new ExtPlugin(
            new ExtPluginConfig(
                socket.file(),
                socket.mode(),
                socket.group(),
                socket.maxConnections(),
                defaults.maxFrameBytes(),
                properties.request().deadline(),
                socket.confLifetime()),
            chains,
            observer);
    Gauge.builder("sluice.connections", extPlugin, ExtPlugin::connections)
        .description("Connections that APISIX holds")
        .register(meters);
    Gauge.builder("sluice.calls.active", extPlugin, ExtPlugin::calls)
        .description("Calls in flight")
        .register(meters);
    return extPlugin;
  }
}
