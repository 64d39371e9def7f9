package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.testkit.ledger.TokenLedgerModelContract;
import java.time.InstantSource;

class InMemoryTokenLedgerModelTest extends TokenLedgerModelContract {

  @Override
  protected TokenLedger ledger(InstantSource clock) {
    return new InMemoryTokenLedger(clock);
  }
}
