package io.sluice.gateway.server;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection that can be watched while its request is being served.
 *
 * <p>An HTTP/1.1 server does not read from a connection between a request and its response, so it
 * would learn that the client has gone only when it next writes. nginx knows at once, and aborts
 * the upstream call. Here the watch reads ahead: end of stream means gone; a byte of the next
 * request is kept for the connection.
 */
final class WatchedEndPoint implements EndPoint {

  private static final int AHEAD = 4096;

  private final EndPoint inner;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReadInterest readable = new ReadInterest();
  private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;
  private @Nullable Callback reader;
  private @Nullable Runnable onGone;
  private boolean armed;
  private boolean unread;
  private boolean ended;

  WatchedEndPoint(EndPoint inner, Executor executor) {
    this.inner = inner;
    this.executor = executor;
  }

  /** Runs the task, once, when the client closes the connection. */
  void watch(Runnable task) {
    lock.lock();
    try {
      onGone = task;
      if (ended) {
        gone();
      } else if (!armed && !ahead.hasRemaining()) {
        unread = false;
        arm();
      }
    } finally {
      lock.unlock();
    }
  }

  void unwatch() {
    lock.lock();
    try {
      onGone = null;
    } finally {
      lock.unlock();
    }
  }

  private void arm() {
    armed = true;
    inner.fillInterested(readable);
  }

  private void gone() {
    var task = onGone;
    onGone = null;
    if (task != null) {
      executor.execute(task);
    }
  }

  private void lookAhead() {
    var buffer = BufferUtil.allocate(AHEAD);
    try {
      var filled = inner.fill(buffer);
      if (filled < 0) {
        ended = true;
        gone();
      } else if (filled == 0) {
        arm();
      } else {
        ahead = buffer;
      }
    } catch (IOException e) {
      ended = true;
      gone();
    }
  }

  /** Hears from the endpoint that there is something to read, or never will be. */
  private final class ReadInterest implements Callback {

    @Override
    public void succeeded() {
      @Nullable Callback waiting;
      lock.lock();
      try {
        armed = false;
        waiting = reader;
        reader = null;
        if (waiting == null) {
          if (onGone != null) {
            lookAhead();
          } else {
            unread = true;
          }
        }
      } finally {
        lock.unlock();
      }
      if (waiting != null) {
        waiting.succeeded();
      }
    }

    @Override
    public void failed(Throwable failure) {
      @Nullable Callback waiting;
      lock.lock();
      try {
        armed = false;
        waiting = reader;
        reader = null;
        if (waiting == null) {
          if (failure instanceof TimeoutException && inner.isOpen()) {
            arm();
          } else {
            ended = true;
            gone();
          }
        }
      } finally {
        lock.unlock();
      }
      if (waiting != null) {
        waiting.failed(failure);
      }
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    lock.lock();
    try {
      if (ahead.hasRemaining()) {
        return BufferUtil.append(buffer, ahead);
      }
      return ended ? -1 : inner.fill(buffer);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void fillInterested(Callback callback) {
    if (!tryFillInterested(callback)) {
      throw new ReadPendingException();
    }
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    lock.lock();
    try {
      if (reader != null) {
        return false;
      }
      if (ahead.hasRemaining() || ended || unread) {
        unread = false;
        executor.execute(callback::succeeded);
      } else {
        reader = callback;
        if (!armed) {
          arm();
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isFillInterested() {
    lock.lock();
    try {
      return reader != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return inner.getLocalSocketAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return inner.getRemoteSocketAddress();
  }

  @Override
  public boolean isOpen() {
    return inner.isOpen();
  }

  @Override
  public long getCreatedTimeStamp() {
    return inner.getCreatedTimeStamp();
  }

  @Override
  public void shutdownOutput() {
    inner.shutdownOutput();
  }

  @Override
  public boolean isOutputShutdown() {
    return inner.isOutputShutdown();
  }

  @Override
  public boolean isInputShutdown() {
    return inner.isInputShutdown();
  }

  @Override
  public void close(Throwable cause) {
    inner.close(cause);
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return inner.flush(buffers);
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    inner.write(callback, buffers);
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    return inner.cancelWrite(cause);
  }

  @Override
  public Object getTransport() {
    return inner.getTransport();
  }

  @Override
  public long getIdleTimeout() {
    return inner.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long idleTimeout) {
    inner.setIdleTimeout(idleTimeout);
  }

  @Override
  public Connection getConnection() {
    return inner.getConnection();
  }

  @Override
  public void setConnection(Connection connection) {
    inner.setConnection(connection);
  }

  @Override
  public void onOpen() {
    inner.onOpen();
  }

  @Override
  public void onClose(Throwable cause) {
    inner.onClose(cause);
  }

  @Override
  public void upgrade(Connection newConnection) {
    inner.upgrade(newConnection);
  }
}
