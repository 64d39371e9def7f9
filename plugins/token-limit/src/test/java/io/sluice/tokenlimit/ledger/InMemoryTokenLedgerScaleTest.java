package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.testkit.ledger.TokenLedgerScaleContract;
import java.time.InstantSource;

class InMemoryTokenLedgerScaleTest extends TokenLedgerScaleContract {

  @Override
  protected TokenLedger ledger(InstantSource clock) {
    return new InMemoryTokenLedger(clock);
  }
}
