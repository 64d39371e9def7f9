package io.sluice.runner.limits;

import io.sluice.tokenlimit.ledger.SharedLedger;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the ledger, half-secondly, what it could not be told while it was away. */
public final class LedgerDelivery implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(LedgerDelivery.class);

  private static final Duration PERIOD = Duration.ofMillis(500);

  private final SharedLedger ledger;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("ledger-delivery").daemon().factory());

  private final ScheduledFuture<?> task;

  public LedgerDelivery(SharedLedger ledger) {
    this.ledger = ledger;
    this.task =
        executor.scheduleWithFixedDelay(
            this::deliver, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void deliver() {
    try {
      ledger.deliver();
    } catch (RuntimeException | Error e) {
      // A scheduled task that throws is never run again.
      logger.atError().setCause(e).log("the ledger was not told");
    }
  }

  /** Tells it once more, and whatever it can't be told stays charged as it was reserved. */
  @Override
  public void close() {
    task.cancel(true);
    executor.shutdownNow();
    ledger.deliver();
    if (ledger.waiting() > 0) {
      logger.atWarn().addKeyValue("lost", ledger.waiting()).log("settlements are given up");
    }
  }
}
