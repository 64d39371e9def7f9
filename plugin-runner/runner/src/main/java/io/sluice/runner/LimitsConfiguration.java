package io.sluice.runner;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.runner.catalog.CurrentCatalog;
import io.sluice.runner.limits.AlertWebhook;
import io.sluice.runner.limits.LedgerDelivery;
import io.sluice.runner.limits.LimitMetrics;
import io.sluice.runner.limits.LoggedAlerts;
import io.sluice.runner.quota.CurrentQuotas;
import io.sluice.tokenlimit.AlertSink;
import io.sluice.tokenlimit.TokenLimit;
import io.sluice.tokenlimit.ledger.SharedLedger;
import io.sluice.tokens.ModelTokenCounter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which parts the token limits are made of. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  @Bean
  TokenCounter tokenCounter() {
    var counter = new ModelTokenCounter();
    // The vocabulary that nearly every request needs is read now, not while the first waits.
    counter.text("", "gpt-4o");
    return counter;
  }

  @Bean
  SharedLedger sharedLedger(TokenLedger ledger, SluiceProperties properties) {
    return new SharedLedger(ledger, properties.exchanges().deadline(), InstantSource.system());
  }

  @Bean
  LedgerDelivery ledgerDelivery(SharedLedger ledger) {
    return new LedgerDelivery(ledger);
  }

  @Bean
  LimitMetrics limitMetrics(SharedLedger ledger, MeterRegistry meters) {
    return new LimitMetrics(ledger, meters);
  }

  @Bean
  AlertSink alerts(SluiceProperties properties) {
    var alerts = properties.alerts();
    return new LoggedAlerts(
        alerts.webhook().isEmpty()
            ? alert -> {}
            : new AlertWebhook(
                URI.create(alerts.webhook()), alerts.authorization(), BETWEEN_TRIES));
  }

  @Bean
  TokenLimit tokenLimit(
      CurrentQuotas quotas,
      CurrentCatalog catalog,
      TokenCounter counter,
      SharedLedger ledger,
      AlertSink alerts,
      LimitMetrics metrics) {
    return new TokenLimit(
        quotas,
        catalog,
        counter,
        ledger,
        alerts,
        metrics,
        InstantSource.system(),
        Thread::startVirtualThread);
  }
}
