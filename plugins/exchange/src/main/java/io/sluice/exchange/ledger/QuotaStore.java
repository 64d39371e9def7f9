package io.sluice.exchange.ledger;

import io.sluice.exchange.DependencyException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Budgets that were set while running, shared by the runners that share a store.
 *
 * <p>Thread-safe. A change is visible to all of them when the method returns. Every method throws
 * {@link DependencyException} if the store does not answer within its deadline.
 */
public interface QuotaStore {

  /** Stands for a budget that is not stored where a version is expected. */
  long ABSENT = 0;

  /**
   * A budget as it was written.
   *
   * @param json the budget, in the words of quotas.yaml
   * @param version 1 or more, never the same for two writings of a name
   */
  record Stored(String json, long version) {}

  /** Returns a number that is another after every change; cheap enough to ask each half second. */
  long revision();

  /** Returns what is stored, by the budgets' names. */
  Map<String, Stored> all();

  /**
   * Stores a budget.
   *
   * @param expected the version that it replaces, {@link #ABSENT} for a new one, or empty for any
   * @return its version; empty when another one than expected is stored
   */
  OptionalLong put(String name, String json, OptionalLong expected);

  /**
   * Removes a budget.
   *
   * @return whether the expected version was stored
   */
  boolean delete(String name, OptionalLong expected);
}
