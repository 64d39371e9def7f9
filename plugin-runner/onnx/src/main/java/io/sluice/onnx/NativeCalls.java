package io.sluice.onnx;

import io.sluice.exchange.DependencyException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few platform threads that make native calls for others, in order of arrival.
 *
 * <p>A virtual thread that makes a native call keeps its carrier for as long as the call takes, and
 * every other request that needs the carrier waits. Here it is unmounted while it waits.
 */
final class NativeCalls implements AutoCloseable {

  private final ThreadPoolExecutor threads;

  /**
   * @param concurrency how many calls are made at once, at least 1
   */
  NativeCalls(String name, int concurrency) {
    // The queue needs no bound: each of its entries is a caller that waits.
    threads =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
  }

  /**
   * Makes a call and waits for its result.
   *
   * @throws InterruptedException if the calling thread was interrupted; the call is then not made,
   *     or finishes unheard if it had begun
   * @throws ExecutionException around what the call threw
   * @throws IllegalStateException if this was closed before the call began
   */
  <T> T make(Callable<T> call) throws InterruptedException, ExecutionException {
    var task = new FutureTask<>(call);
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      threads.execute(task);
      return task.get();
    } catch (RejectedExecutionException | CancellationException e) {
      throw new IllegalStateException("it is closed", e);
    } catch (InterruptedException e) {
      threads.remove(task);
      // Native code does not listen: what already runs may as well finish.
      task.cancel(false);
      throw (InterruptedException)
          new InterruptedException("interrupted while it waited for a core").initCause(e);
    }
  }

  /**
   * Makes a call of a model, and tells of whatever goes wrong as of the model's.
   *
   * @param what it is for, to follow "could not"
   * @throws DependencyException if the call fails, the wait was interrupted (the thread's interrupt
   *     flag stays set), or this was closed
   */
  <T> T make(String what, Callable<T> call) {
    try {
      return make(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyException("onnx", what, e);
    } catch (ExecutionException e) {
      throw new DependencyException("onnx", what, e.getCause() == null ? e : e.getCause());
    } catch (IllegalStateException e) {
      throw new DependencyException("onnx", what, e);
    }
  }

  /** Ends the calls that have not begun and waits for those that have. May be called again. */
  @Override
  public void close() {
    for (var waiting : threads.shutdownNow()) {
      ((FutureTask<?>) waiting).cancel(false);
    }
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
