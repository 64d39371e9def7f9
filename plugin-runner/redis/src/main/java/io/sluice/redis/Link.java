package io.sluice.redis;

import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** One connection to one node. One thread at a time. */
final class Link implements AutoCloseable {

  /** What a socket's buffer takes in any case, in bytes: writing that much does not wait. */
  private static final int BUFFERED = 8 * 1024;

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
    var answer =
        isLarge(command)
            ? socket.closedAt(deadline, () -> connection.executeCommand(command))
            : connection.executeCommand(command);
    lastUsed = System.nanoTime();
    return answer;
  }

  private static boolean isLarge(CommandArguments command) {
    long size = 0;
    for (var argument : command) {
      size += argument.getRaw().length;
    }
    return size > BUFFERED;
  }

  /** Runs a script: by its digest, or, where the server does not know that, by its text. */
  Object run(Script script, List<byte[]> keys, List<byte[]> arguments, long deadline) {
    try {
      return call(script.byDigest(keys, arguments), deadline);
    } catch (JedisNoScriptException e) {
      return call(script.byText(keys, arguments), deadline);
    }
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
    socket.closeQuietly();
  }
}
