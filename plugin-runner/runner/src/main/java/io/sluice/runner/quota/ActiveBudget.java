package io.sluice.runner.quota;

import io.sluice.exchange.Sha256;
import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.tokenlimit.quota.Budget;
import java.util.HexFormat;

/**
 * A budget that is in force.
 *
 * @param version as it is stored; {@link QuotaStore#ABSENT} for one of the file
 */
public record ActiveBudget(Budget budget, Source source, long version) {

  static ActiveBudget ofFile(Budget budget) {
    return new ActiveBudget(budget, Source.FILE, QuotaStore.ABSENT);
  }

  /** Returns the entity tag, quotes included: another for every writing and every content. */
  public String etag() {
    return source == Source.API
        ? "\"%d\"".formatted(version)
        : "\"file-%s\"".formatted(digest(budget.toJson()));
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, 8);
  }
}
