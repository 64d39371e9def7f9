package io.sluice.tokenlimit.quota;

import io.sluice.exchange.ledger.Account;

/** A budget that covers a party, and the account that it keeps for it. */
public record Covering(Budget budget, Account account) {}
