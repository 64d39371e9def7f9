package io.sluice.redis;

import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.testkit.ledger.TokenLedgerModelContract;
import io.sluice.testkit.redis.RedisServer;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisTokenLedgerModelIT extends TokenLedgerModelContract {

  private static RedisServer server;
  private static FreshLedgers ledgers;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    ledgers = new FreshLedgers(server.url());
  }

  @AfterAll
  static void stop() {
    ledgers.close();
    server.close();
  }

  @Override
  protected TokenLedger ledger(InstantSource clock) {
    return ledgers.ledger(clock);
  }
}
