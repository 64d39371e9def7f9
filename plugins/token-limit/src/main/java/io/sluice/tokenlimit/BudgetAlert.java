package io.sluice.tokenlimit;

import io.sluice.exchange.ledger.Standing;
import io.sluice.tokenlimit.quota.Budget;
import java.time.Instant;

/**
 * A budget that is used up to one of its alert percentages.
 *
 * @param account the key of the account: the budget and its subject
 * @param percent of what is allowed, as the budget has it
 */
public record BudgetAlert(
    Budget budget, String account, int percent, Standing standing, Instant at) {}
