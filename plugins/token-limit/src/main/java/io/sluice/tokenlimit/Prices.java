package io.sluice.tokenlimit;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Target;
import io.sluice.exchange.Usage;
import io.sluice.exchange.ledger.Spend;
import java.util.Optional;
import java.util.function.Supplier;

/** What usage costs. */
final class Prices {

  private final Supplier<Catalog> catalog;
  private final LimitObserver observer;

  Prices(Supplier<Catalog> catalog, LimitObserver observer) {
    this.catalog = catalog;
    this.observer = observer;
  }

  /** Returns whether it may be asked what a request costs. */
  boolean allows(Optional<Target> target) {
    return target.isPresent() || catalog.get().unpriced() == Catalog.Unpriced.ALLOW;
  }

  /** Returns what counts in budgets of any unit; what has no price costs as the dearest. */
  Spend spend(Optional<Target> target, Usage usage, int images) {
    if (target.isEmpty() || !target.get().priced()) {
      observer.unpriced(target.map(Target::name).orElse(""));
    }
    var price = target.map(Target::price).orElseGet(() -> catalog.get().assumedPrice());
    return new Spend(
        Math.min(usage.prompt(), Spend.MOST),
        Math.min(usage.completion(), Spend.MOST),
        Math.min(price.micros(usage, images), Spend.MOST_MICRO_USD));
  }
}
