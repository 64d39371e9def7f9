package io.sluice.tokenlimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Window;
import io.sluice.tokenlimit.ledger.SharedLedger;
import io.sluice.tokenlimit.quota.Budget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises an alert once for each account, percentage and window, whichever runner sees it first.
 *
 * <p>A sliding window has no beginning: there it is once in a length of the window.
 */
final class Alerts {

  private static final Logger logger = LoggerFactory.getLogger(Alerts.class);

  private static final int ALL = 100;

  private final SharedLedger ledger;
  private final AlertSink sink;
  private final LimitObserver observer;
  private final InstantSource clock;
  private final Executor executor;

  /** What is known to have been raised, so that the ledger is asked once and not each time. */
  private final Cache<String, Duration> raised;

  /**
   * @param executor where the ledger is asked and the sink is told: no request waits for it
   */
  Alerts(
      SharedLedger ledger,
      AlertSink sink,
      LimitObserver observer,
      InstantSource clock,
      Executor executor) {
    this.ledger = ledger;
    this.sink = sink;
    this.observer = observer;
    this.clock = clock;
    this.executor = executor;
    this.raised =
        Caffeine.newBuilder()
            .maximumSize(100_000)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.creating((String mark, Duration left) -> left))
            .build();
  }

  /** Looks at how an account stands after something was spent. */
  void spent(Budget budget, Standing standing) {
    for (int percent : budget.alerts()) {
      if (standing.used() > 0 && reaches(standing, percent)) {
        raise(budget, standing, percent);
      }
    }
  }

  /** Looks at an account that had no room: whoever it refuses takes it for used up. */
  void refused(Budget budget, Standing standing) {
    if (budget.alerts().contains(ALL)) {
      raise(budget, standing, ALL);
    }
  }

  private static boolean reaches(Standing standing, int percent) {
    // The largest limit times a hundred still fits in a long.
    return standing.used() >= Math.ceilDiv(standing.allowed() * percent, ALL);
  }

  private void raise(Budget budget, Standing standing, int percent) {
    var key = standing.account().key();
    var now = clock.instant();
    var mark = "alert|" + percent + "|" + key + "|" + windowStart(budget.window(), now);
    var lifetime = remaining(budget.window(), now);
    if (raised.asMap().putIfAbsent(mark, lifetime) != null) {
      return;
    }
    executor.execute(() -> {
      try {
        if (ledger.claim(mark, lifetime)) {
          observer.alerted(budget.name(), percent);
          sink.raise(new BudgetAlert(budget, key, percent, standing, now));
        }
      } catch (DependencyException e) {
        raised.invalidate(mark);
        logger.atWarn().addKeyValue("budget", budget.name()).setCause(e).log("alert put off");
      }
    });
  }

  private static String windowStart(Window window, Instant now) {
    return switch (window) {
      case Window.Sliding ignored -> "";
      case Window.Calendar calendar -> calendar.start(now).toString();
    };
  }

  private static Duration remaining(Window window, Instant now) {
    return switch (window) {
      case Window.Sliding sliding -> sliding.length();
      case Window.Calendar calendar -> Duration.between(now, calendar.end(now));
    };
  }
}
