package io.sluice.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A socket whose reads all end at one moment, however many they are, and its writes where asked.
 *
 * <p>A socket's own time-out is for one read: a server that sends a byte now and then is never too
 * slow for it, and a handshake of several answers may take several times as long.
 */
final class DeadlineSocket extends Socket {

  private static final ScheduledThreadPoolExecutor CLOSER = closer();

  private volatile long deadline;

  private static ScheduledThreadPoolExecutor closer() {
    var closer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("redis-deadlines").factory());
    closer.setRemoveOnCancelPolicy(true);
    return closer;
  }

  /**
   * @param nanoTime of {@link System#nanoTime}; later reads fail
   */
  void readUntil(long nanoTime) {
    deadline = nanoTime;
  }

  /**
   * Does what may write more than the socket's buffers take, which waits until the other side has
   * read: only a close ends that.
   *
   * @param nanoTime of {@link System#nanoTime}; then the socket is closed
   */
  <T> T closedAt(long nanoTime, Supplier<T> work) {
    var close =
        CLOSER.schedule(this::closeQuietly, nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    try {
      return work.get();
    } finally {
      close.cancel(false);
    }
  }

  /** Closes it; what can't be closed is of no more use either. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // The reason why it is closed is on its way.
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        limitToDeadline();
        return super.read(buffer, offset, length);
      }

      @Override
      public int read() throws IOException {
        limitToDeadline();
        return super.read();
      }
    };
  }

  private void limitToDeadline() throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("no answer within the time-out");
    }
    // 0 would mean no time-out at all.
    setSoTimeout(Math.toIntExact(Math.ceilDiv(left, TimeUnit.MILLISECONDS.toNanos(1))));
  }
}
