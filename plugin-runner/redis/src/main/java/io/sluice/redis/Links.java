package io.sluice.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The connections to one node, opened as they are needed. Thread-safe.
 *
 * <p>They are opened by threads of their own. A caller waits for its connection until its deadline;
 * one that comes later is kept for the next. So neither a slow handshake nor a name server that
 * does not answer makes a call late, and a deadline shorter than a handshake is no obstacle.
 */
final class Links implements AutoCloseable {

  /** A connection that has not been opened after this is given up. */
  static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Firewalls and servers drop connections that idle for some minutes, often without a word. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Opens one connection. */
  interface Opener {
    /**
     * Opens a connection to a node.
     *
     * @throws JedisConnectionException if it is not open at the deadline
     */
    Link open(HostAndPort node, long deadline);
  }

  private final HostAndPort node;
  private final Opener opener;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Link> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Links(HostAndPort node, Opener opener, int size) {
    this.node = node;
    this.opener = opener;
    this.permits = new Semaphore(size);
  }

  HostAndPort node() {
    return node;
  }

  /**
   * Takes a connection, which must be given back.
   *
   * @throws TimeoutException if none is free or open at the deadline
   */
  Link take(long deadline) throws TimeoutException, InterruptedException {
    if (!permits.tryAcquire()
        && !permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException("no connection was free within the time-out");
    }
    for (var link = idle.pollFirst(); link != null; link = idle.pollFirst()) {
      if (link.idleNanos() < IDLE_NANOS) {
        return link;
      }
      link.close();
    }
    return opened(deadline);
  }

  /** Begins to open a connection for whoever comes next. */
  void openAhead() {
    if (permits.tryAcquire()) {
      var opening = new CompletableFuture<Link>();
      opening.cancel(false);
      start(opening);
    }
  }

  private void start(CompletableFuture<Link> opening) {
    Thread.ofPlatform().daemon().name("redis-open").start(() -> open(opening));
  }

  private Link opened(long deadline) throws TimeoutException, InterruptedException {
    var opening = new CompletableFuture<Link>();
    start(opening);
    try {
      return opening.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      permits.release();
      // With a trace of its own, which says who asked for it.
      throw new JedisConnectionException("could not open a connection", e.getCause());
    } catch (InterruptedException e) {
      abandon(opening);
      throw e;
    } catch (TimeoutException e) {
      abandon(opening);
      throw (TimeoutException)
          new TimeoutException("no connection was open within the time-out").initCause(e);
    }
  }

  /** Leaves the permit to the thread that opens the connection, unless it was just done. */
  private void abandon(CompletableFuture<Link> opening) {
    if (opening.cancel(false)) {
      return;
    }
    if (opening.isCompletedExceptionally()) {
      permits.release();
    } else {
      giveBack(opening.join());
    }
  }

  private void open(CompletableFuture<Link> opening) {
    try {
      var link = opener.open(node, System.nanoTime() + OPEN_NANOS);
      if (!opening.complete(link)) {
        giveBack(link);
      }
    } catch (RuntimeException e) {
      if (!opening.completeExceptionally(e)) {
        permits.release();
      }
    }
  }

  void giveBack(Link link) {
    if (link.isBroken() || closed) {
      link.close();
    } else {
      idle.addFirst(link);
      if (closed) {
        closeIdle();
      }
    }
    permits.release();
  }

  /** Closes what nobody uses now. When one connection was cut, the others mostly were too. */
  void closeIdle() {
    for (var link = idle.pollFirst(); link != null; link = idle.pollFirst()) {
      link.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }
}
