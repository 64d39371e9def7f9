package io.sluice.redis;

import java.io.IOException;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** One connection to one node. One thread at a time. */
final class Link implements AutoCloseable {

  private final Connection connection;
  private final DeadlineSocket socket;
  private long lastUsed = System.nanoTime();

  Link(Connection connection, DeadlineSocket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  /**
   * Sends a command and reads its answer.
   *
   * @throws JedisConnectionException if there was none until the deadline; the link is then broken
   * @throws JedisDataException if the answer is an error
   */
  Object call(CommandArguments command, long deadline) {
    socket.readUntil(deadline);
    var answer = connection.executeCommand(command);
    lastUsed = System.nanoTime();
    return answer;
  }

  /** Returns the nodes of the cluster that this node knows; none if it is of no cluster. */
  List<HostAndPort> cluster(HostAndPort self, long deadline) {
    try {
      var slots = new CommandArguments(Command.CLUSTER).add("SLOTS");
      return ClusterSlots.nodes(call(slots, deadline), self);
    } catch (JedisDataException e) {
      // Not a cluster, or a user who may not ask: the configured nodes must do.
      return List.of();
    }
  }

  boolean isBroken() {
    return connection.isBroken();
  }

  long idleNanos() {
    return System.nanoTime() - lastUsed;
  }

  /** Closes the socket itself: a connection's own close may wait until it has sent what is left. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
