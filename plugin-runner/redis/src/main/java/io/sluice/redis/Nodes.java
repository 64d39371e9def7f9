package io.sluice.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Which of the known nodes is talked to: all keys lie in one slot, so one node has them.
 * Thread-safe.
 *
 * <p>A node that says where the slot is, is believed; after one that fails, the next is asked.
 */
final class Nodes implements AutoCloseable {

  private final List<HostAndPort> configured;
  private final LinkFactory factory;
  private final int poolSize;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile List<HostAndPort> known;
  private volatile Links current;
  private int next;

  Nodes(List<HostAndPort> configured, LinkFactory factory, int poolSize) {
    this.configured = configured;
    this.factory = factory;
    this.poolSize = poolSize;
    this.known = configured;
    this.current = links(configured.getFirst());
  }

  Links current() {
    return current;
  }

  /** Follows a node that said that another has the slot. */
  Links moved(Links from, HostAndPort to) {
    // Redis leaves the host out where it means the same.
    return change(
        from, to.getHost().isEmpty() ? new HostAndPort(from.node().getHost(), to.getPort()) : to);
  }

  /** Turns to another node, where there is one. */
  void failed(Links from) {
    lock.lock();
    try {
      var others = known.stream().filter(node -> !node.equals(from.node())).toList();
      if (!others.isEmpty()) {
        change(from, others.get(Math.floorMod(next++, others.size())));
      }
    } finally {
      lock.unlock();
    }
  }

  private Links change(Links from, HostAndPort to) {
    lock.lock();
    try {
      // Of many calls that fail together, the first changes it.
      if (current == from && !to.equals(from.node())) {
        current = links(to);
        from.close();
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  private Links links(HostAndPort node) {
    return new Links(node, this::open, poolSize);
  }

  /**
   * Opens a connection, and learns from it which nodes there are.
   *
   * @throws JedisConnectionException if it is not open at the deadline
   */
  Link open(HostAndPort node, long deadline) {
    var link = factory.open(node, deadline);
    var found = link.cluster(node, deadline);
    if (!found.isEmpty()) {
      var all = new LinkedHashSet<>(found);
      all.addAll(configured);
      known = new ArrayList<>(all);
    }
    return link;
  }

  @Override
  public void close() {
    current.close();
  }
}
