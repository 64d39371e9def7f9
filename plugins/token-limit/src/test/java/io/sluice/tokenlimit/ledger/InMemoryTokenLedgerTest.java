package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.testkit.ledger.TokenLedgerContract;
import java.time.InstantSource;

class InMemoryTokenLedgerTest extends TokenLedgerContract {

  @Override
  protected TokenLedger ledger(InstantSource clock) {
    return new InMemoryTokenLedger(clock);
  }
}
