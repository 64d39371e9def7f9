package io.sluice.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A socket whose reads all end at one moment, however many they are.
 *
 * <p>A socket's own time-out is for one read: a server that sends a byte now and then is never too
 * slow for it, and a handshake of several answers may take several times as long.
 */
final class DeadlineSocket extends Socket {

  private volatile long deadline;

  /**
   * @param nanoTime of {@link System#nanoTime}; later reads fail
   */
  void readUntil(long nanoTime) {
    deadline = nanoTime;
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
