package io.sluice.runner.admin;

import io.sluice.exchange.Subject;
import io.sluice.exchange.ledger.Account;
import io.sluice.tokenlimit.quota.AccountKey;
import io.sluice.tokenlimit.quota.Budget;
import io.sluice.tokenlimit.quota.Dimension;
import io.sluice.tokenlimit.quota.Party;
import java.util.Map;
import java.util.Optional;

/**
 * Whose accounts are asked for.
 *
 * @param budget only its accounts
 * @param subject names by dimension; none: everybody's
 */
record UsageFilter(Optional<String> budget, Map<Dimension, String> subject) {

  private static final Party NOBODY = new Party(new Subject("", "", ""), "", "");

  UsageFilter {
    subject = Map.copyOf(subject);
  }

  /** Returns whether a budget's accounts are asked for, some of them at least. */
  boolean concerns(Budget candidate) {
    return budget.isEmpty() || budget.get().equals(candidate.name());
  }

  /**
   * Returns whether an account that is known is asked for: it is kept for, or counts only, who was
   * named, or it counts everyone.
   */
  boolean isFor(Budget owner, AccountKey key) {
    if (subject.isEmpty()) {
      return true;
    }
    boolean named = false;
    for (var entry : subject.entrySet()) {
      var kept = key.subject().get(entry.getKey());
      var covered = owner.covers().names().get(entry.getKey());
      boolean differs =
          kept != null
              ? !kept.equals(entry.getValue())
              : covered != null && !covered.contains(entry.getValue());
      if (differs) {
        return false;
      }
      named |= kept != null || covered != null;
    }
    return named || (owner.per().isEmpty() && owner.covers().names().isEmpty());
  }

  /** Returns the account that a budget would keep for the subject, if that can be told. */
  Optional<Account> accountOf(Budget owner) {
    boolean tells =
        !subject.isEmpty()
            && subject.keySet().containsAll(owner.per())
            && subject.keySet().containsAll(owner.covers().names().keySet());
    var party = party();
    return tells && owner.covers(party) ? Optional.of(owner.account(party)) : Optional.empty();
  }

  private Party party() {
    return new Party(
        new Subject(name(Dimension.CONSUMER), name(Dimension.DEPARTMENT), name(Dimension.ROUTE)),
        name(Dimension.TIER),
        name(Dimension.TARGET));
  }

  /** The stand-in for nobody in particular is nobody. */
  private String name(Dimension dimension) {
    var name = subject.getOrDefault(dimension, "");
    return name.equals(dimension.of(NOBODY)) ? "" : name;
  }
}
