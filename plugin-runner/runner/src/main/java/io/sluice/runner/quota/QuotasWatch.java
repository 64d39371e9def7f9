package io.sluice.runner.quota;

import io.sluice.runner.watched.Polls;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Keeps the budgets current while the application runs.
 *
 * <p>A change of the file is in force after at most two looks at it, one of the store after one.
 * They do not wait for each other if the scheduler has two threads.
 */
public final class QuotasWatch extends Polls {

  /**
   * @param scheduler ended with this
   */
  public QuotasWatch(CurrentQuotas quotas, ScheduledExecutorService scheduler) {
    super(
        "budgets",
        scheduler,
        List.of(new Poll(FILE, quotas::pollFile), new Poll(WITHIN, quotas::pollStore)));
  }
}
