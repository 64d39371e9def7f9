package io.sluice.gateway.ext;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that are past their deadline.
 *
 * <p>A blocking channel knows no read time-out, and a timer for each read would cost more than the
 * read.
 */
final class Watchdog implements AutoCloseable {

  private static final long LOOK_MILLIS = 50;

  private final Set<RunnerConnection> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> looking;

  Watchdog(ScheduledExecutorService timer) {
    looking =
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  void watch(RunnerConnection connection) {
    watched.add(connection);
  }

  void forget(RunnerConnection connection) {
    watched.remove(connection);
  }

  static long deadline(Duration timeout) {
    return System.nanoTime() + timeout.toNanos();
  }

  private void look() {
    var now = System.nanoTime();
    for (var connection : watched) {
      connection.closeIfOverdue(now);
    }
  }

  /** Closes everything that is still open. */
  @Override
  public void close() {
    looking.cancel(false);
    watched.forEach(RunnerConnection::close);
  }
}
