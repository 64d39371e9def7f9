package io.sluice.extplugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs what may hang, throw anything or ignore an interrupt, and comes back in time. */
final class Supervised {

  /** The part of the time after which a task is interrupted; the rest is for it to react. */
  private static final double PATIENCE = 0.9;

  private Supervised() {}

  /**
   * Runs a task on a virtual thread of its own.
   *
   * @param time the task is not even started if none is left
   * @throws TimeoutException if it does not end in time; it stays interrupted and its result is
   *     lost
   * @throws ExecutionException with whatever it threw
   */
  static <T> T run(String name, Callable<T> task, Duration time)
      throws TimeoutException, ExecutionException, InterruptedException {
    if (!time.isPositive()) {
      throw new TimeoutException("no time is left");
    }
    var future = new FutureTask<>(task);
    var thread = Thread.ofVirtual().name(name).start(future);
    long patience = (long) (time.toNanos() * PATIENCE);
    try {
      return future.get(patience, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return afterInterrupt(future, time.toNanos() - patience);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  private static <T> T afterInterrupt(FutureTask<T> future, long nanos)
      throws TimeoutException, ExecutionException, InterruptedException {
    try {
      return future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Decides between this time-out and a result that arrives at the same moment.
      if (future.cancel(true)) {
        throw e;
      }
      return future.get();
    }
  }
}
