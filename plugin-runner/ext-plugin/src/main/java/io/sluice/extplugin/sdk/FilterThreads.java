package io.sluice.extplugin.sdk;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Where the SDK's filters run: platform threads, a bounded number.
 *
 * <p>They were written for an event loop's threads. One that spins, or waits while it holds a
 * monitor, would take one of the few carriers that all virtual threads share.
 */
final class FilterThreads {

  private static final int MAX_RUNNING = 256;

  private static final Semaphore places = new Semaphore(MAX_RUNNING);

  private static final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("sdk-filter-", 0).factory());

  private FilterThreads() {}

  /**
   * Runs a task and waits for it; what it throws is thrown.
   *
   * @throws CancellationException if the caller is interrupted; the task is interrupted then, and
   *     keeps its place until it really ends
   */
  static <T> T run(String name, Callable<T> task) {
    var future = new FutureTask<>(task);
    try {
      start(future);
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the filter " + name + " was working");
    } catch (ExecutionException e) {
      throw FilterThreads.<RuntimeException>asIs(
          Objects.requireNonNull(e.getCause(), "what it threw"));
    }
  }

  private static void start(FutureTask<?> task) throws InterruptedException {
    places.acquire();
    try {
      threads.execute(() -> runAndLeave(task));
    } catch (RuntimeException | Error e) {
      places.release();
      throw e;
    }
  }

  private static void runAndLeave(FutureTask<?> task) {
    try {
      task.run();
    } finally {
      places.release();
    }
  }

  /** A filter in another language, or with a trick, throws checked exceptions as well. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asIs(Throwable failure) throws E {
    throw (E) failure;
  }
}
