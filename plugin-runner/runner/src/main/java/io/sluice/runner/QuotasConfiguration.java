package io.sluice.runner;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.redis.Redis;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.RedisQuotaStore;
import io.sluice.redis.RedisTokenLedger;
import io.sluice.runner.catalog.CurrentCatalog;
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

  /**
   * What outlives a request: in memory and in a file, or in Redis for several runners.
   *
   * @param end closes the connections, if there are any
   */
  record Stores(TokenLedger ledger, QuotaStore quotas, Runnable end) implements AutoCloseable {

    static Stores of(SluiceProperties properties) {
      var redis = properties.redis();
      if (redis.url().isEmpty()) {
        return new Stores(
            new InMemoryTokenLedger(InstantSource.system()),
            new FileQuotaStore(Path.of(properties.quotas().store())),
            () -> {});
      }
      var shared =
          new Redis(
              new RedisConfig(redis.url(), redis.keyPrefix(), redis.timeout(), redis.poolSize()));
      return new Stores(new RedisTokenLedger(shared), new RedisQuotaStore(shared), shared::close);
    }

    @Override
    public void close() {
      end.run();
    }
  }

  @Bean
  Stores stores(SluiceProperties properties) {
    return Stores.of(properties);
  }

  @Bean
  TokenLedger tokenLedger(Stores stores) {
    return stores.ledger();
  }

  @Bean
  QuotaStore quotaStore(Stores stores) {
    return stores.quotas();
  }

  @Bean
  CurrentQuotas currentQuotas(
      SluiceProperties properties, QuotaStore store, CurrentCatalog catalog, MeterRegistry meters) {
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
