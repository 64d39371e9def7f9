package io.sluice.gateway.ext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Connections to the runner, of which a few are kept open between calls. */
final class RunnerPool implements AutoCloseable {

  static final int MAX_IDLE = 32;
  private static final Duration KEPT = Duration.ofMinutes(3);

  private record Idle(RunnerConnection connection, long since) {}

  private final Path socket;
  private final Watchdog watchdog;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Idle> idle = new ArrayDeque<>();
  private boolean closed;

  RunnerPool(Path socket, Watchdog watchdog, Duration timeout) {
    this.socket = socket;
    this.watchdog = watchdog;
    this.timeout = timeout;
  }

  RunnerConnection borrow() throws RunnerException {
    for (var kept = takeIdle(); kept != null; kept = takeIdle()) {
      if (System.nanoTime() - kept.since() < KEPT.toNanos() && kept.connection().isQuiet()) {
        return kept.connection();
      }
      kept.connection().close();
    }
    return RunnerConnection.open(socket, watchdog, timeout);
  }

  void giveBack(RunnerConnection connection) {
    @Nullable RunnerConnection surplus = null;
    lock.lock();
    try {
      if (closed) {
        surplus = connection;
      } else {
        idle.push(new Idle(connection, System.nanoTime()));
        if (idle.size() > MAX_IDLE) {
          surplus = idle.removeLast().connection();
        }
      }
    } finally {
      lock.unlock();
    }
    if (surplus != null) {
      surplus.close();
    }
  }

  private @Nullable Idle takeIdle() {
    lock.lock();
    try {
      return idle.poll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      idle.forEach(kept -> kept.connection().close());
      idle.clear();
    } finally {
      lock.unlock();
    }
  }
}
