package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.TokenLedger;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a ledger that was away has yet to learn, oldest first. Thread-safe; bounded; lost with the
 * process, after which reservations stand as they were made.
 */
final class Backlog {

  private static final Logger logger = LoggerFactory.getLogger(Backlog.class);

  /** At about half a kilobyte each. */
  private static final int MOST = 100_000;

  /**
   * @param held in the ledger, where it is settled; otherwise it is charged
   */
  private record Entry(Reservation reservation, Spend actual, boolean held) {}

  private final ConcurrentLinkedDeque<Entry> entries = new ConcurrentLinkedDeque<>();
  private final AtomicInteger size = new AtomicInteger();

  void settle(Reservation reservation, Spend actual) {
    add(new Entry(reservation, actual, true));
  }

  void charge(Reservation reservation, Spend actual) {
    add(new Entry(reservation, actual, false));
  }

  private void add(Entry entry) {
    if (size.incrementAndGet() > MOST) {
      size.decrementAndGet();
      logger.atWarn().addKeyValue("limit", MOST).log("a settlement is given up: too many wait");
      return;
    }
    entries.addLast(entry);
  }

  int size() {
    return size.get();
  }

  /**
   * Tells a ledger what waits, until it fails again.
   *
   * @param remember how long a charge is to be known
   */
  void deliver(TokenLedger ledger, Duration remember) {
    for (var entry = entries.pollFirst(); entry != null; entry = entries.pollFirst()) {
      try {
        if (entry.held()) {
          ledger.settle(entry.reservation(), entry.actual());
        } else {
          ledger.charge(entry.reservation(), entry.actual(), remember);
        }
        size.decrementAndGet();
      } catch (DependencyException e) {
        // Both are done once however often they are told.
        entries.addFirst(entry);
        return;
      }
    }
  }
}
