package io.sluice.redis;

import io.sluice.exchange.DependencyException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * A Redis or Valkey, alone or a cluster, that runs our scripts.
 *
 * <p>It connects when it is first needed, and again when a connection was lost. Thread-safe; a call
 * ends within the configured time-out, and earlier when a virtual thread is interrupted.
 */
public final class Redis implements ScriptRunner, AutoCloseable {

  /** A slot that moves while it is looked for takes this many steps at most. */
  private static final int STEPS = 4;

  /** How the errors begin of a node that another may stand in for. */
  private static final Set<String> ELSEWHERE =
      Set.of("READONLY", "CLUSTERDOWN", "LOADING", "MASTERDOWN");

  private final Nodes nodes;
  private final long timeoutNanos;
  private final String keys;

  /** Begins to connect, and does not wait for it. */
  public Redis(RedisConfig config) {
    this(config, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * @param tlsSockets asked for where the URL wants TLS
   */
  Redis(RedisConfig config, Supplier<SSLSocketFactory> tlsSockets) {
    var url = config.parsedUrl();
    this.nodes = new Nodes(url.nodes(), new LinkFactory(url, tlsSockets), config.poolSize());
    nodes.current().openAhead();
    this.timeoutNanos = config.timeout().toNanos();
    this.keys = config.keys();
  }

  /** Returns what all keys begin with: one hash tag, so that they lie in one slot. */
  public String keys() {
    return keys;
  }

  /** Returns within what time a call ends. */
  public Duration timeout() {
    return Duration.ofNanos(timeoutNanos);
  }

  /**
   * Opens a connection beside those for calls, to the node that they go to now. Its calls may take
   * as long as others, and two seconds in any case: nobody waits for them.
   *
   * @throws DependencyException if that can't be done within two seconds
   */
  public Session session() {
    var links = nodes.current();
    try {
      var link = nodes.open(links.node(), System.nanoTime() + Links.OPEN_NANOS);
      return new Session(
          link,
          Math.max(timeoutNanos, Links.OPEN_NANOS),
          error -> note(links, error),
          () -> nodes.current() == links);
    } catch (JedisException e) {
      note(links, e);
      throw new DependencyException("redis", "open a connection", e);
    }
  }

  /**
   * Asks whether the server answers.
   *
   * @throws DependencyException if it does not within the time-out
   */
  public void ping() {
    run("answer", (link, deadline) -> link.call(new CommandArguments(Command.PING), deadline));
  }

  @Override
  public Object run(String action, Script script, List<byte[]> keys, List<byte[]> arguments) {
    return run(action, (link, deadline) -> link.run(script, keys, arguments, deadline));
  }

  private interface Call {
    Object make(Link link, long deadline);
  }

  private Object run(String action, Call call) {
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      return onOwner(call, System.nanoTime() + timeoutNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyException("redis", action, e);
    } catch (JedisException | TimeoutException e) {
      throw new DependencyException("redis", action, e);
    }
  }

  /** Makes a call to the node that has our slot. */
  private Object onOwner(Call call, long deadline) throws TimeoutException, InterruptedException {
    for (int step = 1; ; step++) {
      var links = nodes.current();
      try {
        return make(call, links, deadline);
      } catch (TimeoutException e) {
        nodes.failed(links);
        throw e;
      } catch (JedisException e) {
        note(links, e);
        // A node that says that another has the slot did nothing: the call may be made there.
        if (!(e instanceof JedisMovedDataException) || step == STEPS) {
          throw e;
        }
      }
    }
  }

  /** Turns to another node where an error says so. */
  private void note(Links links, JedisException error) {
    if (error instanceof JedisMovedDataException moved) {
      nodes.moved(links, moved.getTargetNode());
    } else if (error instanceof JedisConnectionException) {
      if (!(error.getCause() instanceof SocketTimeoutException)) {
        links.closeIdle();
      }
      nodes.failed(links);
    } else if (ELSEWHERE.contains(String.valueOf(error.getMessage()).split(" ", 2)[0])) {
      nodes.failed(links);
    }
  }

  private static Object make(Call call, Links links, long deadline)
      throws TimeoutException, InterruptedException {
    var link = links.take(deadline);
    try {
      return call.make(link, deadline);
    } finally {
      links.giveBack(link);
    }
  }

  @Override
  public void close() {
    nodes.close();
  }
}
