package io.sluice.runner;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.runner.quota.CurrentQuotas;
import io.sluice.runner.quota.FileQuotaStore;
import io.sluice.runner.quota.QuotasHealth;
import io.sluice.runner.quota.QuotasWatch;
import io.sluice.tokenlimit.ledger.InMemoryTokenLedger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which parts budgets are made of. */
@Configuration(proxyBeanMethods = false)
class QuotasConfiguration {

  @Bean
  TokenLedger tokenLedger() {
    return new InMemoryTokenLedger(InstantSource.system());
  }

  @Bean
  QuotaStore quotaStore(SluiceProperties properties) {
    return new FileQuotaStore(Path.of(properties.quotas().store()));
  }

  @Bean
  CurrentQuotas currentQuotas(
      SluiceProperties properties, QuotaStore store, Catalog catalog, MeterRegistry meters) {
    return CurrentQuotas.load(Path.of(properties.quotas().file()), store, catalog, meters);
  }

  @Bean
  QuotasHealth quotas(CurrentQuotas quotas) {
    return new QuotasHealth(quotas);
  }

  @Bean
  QuotasWatch quotasWatch(CurrentQuotas quotas) {
    return new QuotasWatch(
        quotas,
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("quotas-", 0).factory()));
  }
}
