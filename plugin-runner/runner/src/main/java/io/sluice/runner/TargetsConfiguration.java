package io.sluice.runner;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.routing.LanguageDetector;
import io.sluice.language.OpenNlpLanguageDetector;
import io.sluice.resilience.BreakerConfig;
import io.sluice.resilience.BreakerTargetHealth;
import io.sluice.resilience.GatewayConfig;
import io.sluice.resilience.GatewayUpstream;
import io.sluice.runner.catalog.CurrentCatalog;
import io.sluice.runner.targets.RecentDecisions;
import io.sluice.runner.targets.TargetMetrics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which parts choosing a target is made of. */
@Configuration(proxyBeanMethods = false)
class TargetsConfiguration {

  @Bean
  BreakerTargetHealth targetHealth(
      SluiceProperties properties, CurrentCatalog catalog, MeterRegistry meters) {
    var targets = properties.targets();
    var metrics = new TargetMetrics(meters);
    var health =
        new BreakerTargetHealth(
            new BreakerConfig(targets.slowAfter(), targets.slowShare(), targets.openFor()),
            InstantSource.system(),
            metrics);
    catalog.eachTime(now -> metrics.show(now, health));
    return health;
  }

  @Bean
  GatewayUpstream upstream(SluiceProperties properties) {
    var gateway = properties.gateway();
    return new GatewayUpstream(
        new GatewayConfig(
            gateway.url(),
            gateway.token(),
            gateway.maxCalls(),
            (int) gateway.maxAnswer().toBytes()),
        InstantSource.system());
  }

  @Bean
  LanguageDetector languageDetector() {
    return new OpenNlpLanguageDetector(
        task -> Thread.ofPlatform().daemon().name("language-model").start(task));
  }

  @Bean
  RecentDecisions decisionLog(SluiceProperties properties, MeterRegistry meters) {
    var decisions = properties.decisions();
    var log =
        new RecentDecisions(
            decisions.maxSize().toBytes(), decisions.keepFor(), InstantSource.system());
    Gauge.builder("sluice.decisions.kept", log, RecentDecisions::count)
        .description("Decisions that can be asked for")
        .register(meters);
    return log;
  }
}
