package io.sluice.redis;

import io.sluice.exchange.DependencyException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection for one thread, which may wait for an answer for longer than a call. Only {@link
 * #close} may be called by another.
 *
 * <p>After a failure it is of no more use: open another.
 */
public final class Session implements ScriptRunner, AutoCloseable {

  private final Link link;
  private final long timeoutNanos;
  private final Consumer<JedisException> failures;
  private final BooleanSupplier current;

  /**
   * @param failures told of each
   * @param current whether calls still go to this node
   */
  Session(
      Link link, long timeoutNanos, Consumer<JedisException> failures, BooleanSupplier current) {
    this.link = link;
    this.timeoutNanos = timeoutNanos;
    this.failures = failures;
    this.current = current;
  }

  /** Returns whether calls still go to the node that this connection goes to. */
  public boolean isCurrent() {
    return current.getAsBoolean();
  }

  /**
   * Makes a call that the server may answer late.
   *
   * @param wait for how long the server may wait, besides the time-out
   * @return its answer: Long, {@code byte[]}, a list of such, or nothing
   * @throws DependencyException if there is none by then
   */
  public @Nullable Object call(String action, CommandArguments command, Duration wait) {
    return made(action, wait.toNanos(), deadline -> link.call(command, deadline));
  }

  @Override
  public Object run(String action, Script script, List<byte[]> keys, List<byte[]> arguments) {
    return made(action, 0, deadline -> link.run(script, keys, arguments, deadline));
  }

  private Object made(String action, long waitNanos, Function<Long, Object> call) {
    try {
      return call.apply(System.nanoTime() + waitNanos + timeoutNanos);
    } catch (JedisException e) {
      failures.accept(e);
      throw new DependencyException("redis", action, e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
