package io.sluice.exchange.ledger;

import io.sluice.exchange.Problems;

/**
 * What an exchange uses, or is expected to, in each unit that budgets are kept in.
 *
 * @param prompt tokens, at least 0
 * @param completion tokens, at least 0
 * @param microUsd millionths of a US dollar, at least 0
 */
public record Spend(long prompt, long completion, long microUsd) {

  public static final Spend NOTHING = new Spend(0, 0, 0);

  /** More than any exchange uses; sums of a billion of them still fit in a long. */
  public static final long MOST = 1_000_000_000;

  /** A million dollars. */
  public static final long MOST_MICRO_USD = 1000 * MOST;

  public Spend {
    new Problems("spend")
        .require(prompt >= 0 && prompt <= MOST, "prompt", "in 0 to " + MOST, prompt)
        .require(completion >= 0 && completion <= MOST, "completion", "in 0 to " + MOST, completion)
        .require(
            microUsd >= 0 && microUsd <= MOST_MICRO_USD,
            "microUsd",
            "at most a million dollars",
            microUsd)
        .throwIfAny();
  }

  /** Returns the amount that counts in a budget of that unit. */
  public long in(Unit unit) {
    return switch (unit) {
      case TOTAL_TOKENS -> prompt + completion;
      case PROMPT_TOKENS -> prompt;
      case COMPLETION_TOKENS -> completion;
      case MICRO_USD -> microUsd;
    };
  }
}
