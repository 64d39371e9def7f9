package io.sluice.redis;

import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.testkit.ledger.TokenLedgerContract;
import io.sluice.testkit.redis.RedisCluster;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterIT extends TokenLedgerContract {

  private static RedisCluster cluster;
  private static FreshLedgers ledgers;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start(3, 0);
    ledgers = new FreshLedgers(cluster.url());
  }

  @AfterAll
  static void stop() {
    ledgers.close();
    cluster.close();
  }

  @Override
  protected TokenLedger ledger(InstantSource clock) {
    return ledgers.ledger(clock);
  }
}
