package io.sluice.benchmarks;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.vectors.InMemoryAnswerStore;
import java.time.InstantSource;
import java.util.Optional;

/** A store to measure: how it is opened, and when it has settled. */
enum BenchmarkedStore {
  MEMORY {
    @Override
    Opened open() {
      var answers =
          new InMemoryAnswerStore(
              InstantSource.system(),
              new InMemoryAnswerStore.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE),
              Optional.empty());
      return new Opened(answers, () -> answers.backlog() == 0, () -> {});
    }
  };

  /**
   * An empty store.
   *
   * @param settled whether what was put is found as fast as it will ever be
   */
  record Opened(AnswerStore answers, Settled settled, Runnable closed) implements AutoCloseable {

    /** Waits until it has settled, and looks now and then. */
    void settle() throws InterruptedException {
      while (!settled.hasSettled()) {
        Thread.sleep(20);
      }
    }

    @Override
    public void close() {
      closed.run();
    }
  }

  /** Whether a store has settled. */
  interface Settled {

    boolean hasSettled();
  }

  abstract Opened open() throws Exception;
}
