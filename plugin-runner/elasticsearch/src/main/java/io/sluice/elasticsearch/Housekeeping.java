package io.sluice.elasticsearch;

import io.sluice.exchange.DependencyException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what expired and what is too much, once a minute, in a thread of its own. Several runners
 * may do so at the same time: each removes what it finds.
 */
final class Housekeeping implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Housekeeping.class);

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Nobody waits for it. */
  private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);

  /** In one round, so that one is over before the next. */
  private static final int REMOVED_AT_MOST = 100 * Removal.STEP;

  private final Elasticsearch server;
  private final AnswerIndex index;
  private final long maxEntries;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "elasticsearch-housekeeping");
  private boolean wasAway;

  Housekeeping(Elasticsearch server, AnswerIndex index, long maxEntries, InstantSource clock) {
    this.server = server;
    this.index = index;
    this.maxEntries = maxEntries;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      do {
        attempt();
      } while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      run();
      wasAway = false;
    } catch (DependencyException e) {
      if (!wasAway) {
        logger.atWarn().setCause(e).log("stored answers were not tidied");
      }
      wasAway = true;
    }
  }

  /** Does one round. */
  void run() {
    index.create(server, Deadline.in(STEP_TIMEOUT));
    var removal = new Removal(server, index, "remove expired answers", STEP_TIMEOUT);
    removal.remove(AnswerQueries.expired(clock.instant()), REMOVED_AT_MOST, clock.instant());
    removal.remove(
        AnswerQueries.everything(), Math.min(surplus(), REMOVED_AT_MOST), clock.instant());
  }

  private long surplus() {
    var count =
        server.call(
            "count answers",
            Deadline.in(STEP_TIMEOUT),
            client -> client.count(c -> c.index(index.everywhere()).ignoreUnavailable(true)));
    return Math.max(0, count.count() - maxEntries);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
