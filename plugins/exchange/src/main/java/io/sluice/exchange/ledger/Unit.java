package io.sluice.exchange.ledger;

/** What a budget counts. */
public enum Unit {
  TOTAL_TOKENS,
  PROMPT_TOKENS,
  COMPLETION_TOKENS,
  /** Millionths of a US dollar. */
  MICRO_USD
}
