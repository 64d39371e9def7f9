package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.testkit.ledger.TokenLedgerWindowContract;
import java.time.InstantSource;

class InMemoryTokenLedgerWindowTest extends TokenLedgerWindowContract {

  @Override
  protected TokenLedger ledger(InstantSource clock) {
    return new InMemoryTokenLedger(clock);
  }
}
