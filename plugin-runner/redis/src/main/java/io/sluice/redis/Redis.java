package io.sluice.redis;

import io.sluice.exchange.DependencyException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A Redis or Valkey, alone or a cluster, that runs our scripts.
 *
 * <p>It connects when it is first needed, and again when a connection was lost. Thread-safe; a call
 * ends within the configured time-out, and earlier when a virtual thread is interrupted.
 */
public final class Redis implements AutoCloseable {

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

  /** Returns what all keys begin with. */
  String keys() {
    return keys;
  }

  /**
   * Asks whether the server answers.
   *
   * @throws DependencyException if it does not within the time-out
   */
  public void ping() {
    run("answer", (link, deadline) -> link.call(new CommandArguments(Command.PING), deadline));
  }

  /**
   * Runs a script once, or maybe not at all when it fails; never twice.
   *
   * @param action for messages: what the script is to do
   * @return its answer: Long, {@code byte[]}, or a list of such
   * @throws DependencyException if it can't be run within the time-out
   */
  Object run(String action, Script script, List<byte[]> keys, List<byte[]> arguments) {
    return run(
        action,
        (link, deadline) -> {
          try {
            return link.call(script.byDigest(keys, arguments), deadline);
          } catch (JedisNoScriptException e) {
            return link.call(script.byText(keys, arguments), deadline);
          }
        });
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
    var links = nodes.current();
    for (int step = 1; ; step++) {
      try {
        return make(call, links, deadline);
      } catch (JedisMovedDataException e) {
        // The node did nothing: the call may be made elsewhere.
        links = nodes.moved(links, e.getTargetNode());
        if (step == STEPS) {
          throw e;
        }
      } catch (TimeoutException e) {
        nodes.failed(links);
        throw e;
      } catch (JedisConnectionException e) {
        if (!(e.getCause() instanceof SocketTimeoutException)) {
          links.closeIdle();
        }
        nodes.failed(links);
        throw e;
      } catch (JedisDataException e) {
        if (ELSEWHERE.contains(String.valueOf(e.getMessage()).split(" ", 2)[0])) {
          nodes.failed(links);
        }
        throw e;
      }
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
