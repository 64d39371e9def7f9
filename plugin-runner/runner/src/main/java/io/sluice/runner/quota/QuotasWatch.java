package io.sluice.runner.quota;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the budgets current while the application runs.
 *
 * <p>A change of the file is in force after at most two looks at it, one of the store after one.
 * They do not wait for each other if the scheduler has two threads.
 */
public final class QuotasWatch implements SmartLifecycle {

  /** Half of it for a file that must be found twice. */
  static final Duration EACH = Duration.ofMillis(500);

  private static final Logger logger = LoggerFactory.getLogger(QuotasWatch.class);

  private final CurrentQuotas quotas;
  private final ScheduledExecutorService scheduler;
  private volatile boolean running;

  /**
   * @param scheduler ended with this
   */
  public QuotasWatch(CurrentQuotas quotas, ScheduledExecutorService scheduler) {
    this.quotas = quotas;
    this.scheduler = scheduler;
  }

  @Override
  public void start() {
    each(EACH.dividedBy(2), quotas::pollFile);
    each(EACH, quotas::pollStore);
    running = true;
  }

  private void each(Duration pause, Runnable poll) {
    long millis = pause.toMillis();
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                poll.run();
              } catch (RuntimeException e) {
                // Thrown on, it would end the polling.
                logger.atError().setCause(e).log("budgets could not be looked at");
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    scheduler.shutdownNow();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
