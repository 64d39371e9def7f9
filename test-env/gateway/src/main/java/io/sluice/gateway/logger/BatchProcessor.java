package io.sluice.gateway.logger;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers the entries of one logger and posts them; drops them when that fails. */
public final class BatchProcessor {

  private static final Logger logger = LoggerFactory.getLogger(BatchProcessor.class);

  private final BatchSettings settings;
  private final LogTarget target;
  private final LogPoster poster;
  private final ScheduledExecutorService timer;
  private final ReentrantLock lock = new ReentrantLock();
  private List<String> entries = new ArrayList<>();
  private boolean timerRunning;
  private long firstEntry;
  private long lastEntry;

  public BatchProcessor(
      BatchSettings settings, LogTarget target, LogPoster poster, ScheduledExecutorService timer) {
    this.settings = settings;
    this.target = target;
    this.poster = poster;
    this.timer = timer;
  }

  /** Takes an entry, written as JSON. */
  public void push(Object entry) {
    var json = Json.of(entry);
    if (settings.batchMaxSize() == 1) {
      post(json, 1, 0);
      return;
    }
    lock.lock();
    try {
      lastEntry = System.nanoTime();
      if (entries.isEmpty()) {
        firstEntry = lastEntry;
      }
      entries.add(json);
      if (entries.size() >= settings.batchMaxSize()) {
        flush();
      }
      if (!timerRunning) {
        timerRunning = true;
        schedule(this::look, settings.inactiveTimeout());
      }
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    lock.lock();
    try {
      var now = System.nanoTime();
      if (now - lastEntry >= settings.inactiveTimeout().toNanos()
          || now - firstEntry >= settings.bufferDuration().toNanos()) {
        flush();
        timerRunning = false;
      } else {
        schedule(this::look, settings.inactiveTimeout());
      }
    } finally {
      lock.unlock();
    }
  }

  private void flush() {
    if (!entries.isEmpty()) {
      post(Json.array(entries), entries.size(), 0);
      entries = new ArrayList<>();
    }
  }

  private void post(String json, int size, int failures) {
    Thread.ofVirtual().name("http-logger").start(() -> deliver(json, size, failures));
  }

  private void deliver(String json, int size, int failures) {
    try {
      poster.post(target, json);
    } catch (IOException e) {
      if (failures < settings.maxRetryCount()) {
        schedule(() -> post(json, size, failures + 1), settings.retryDelay());
      } else {
        logger
            .atError()
            .addKeyValue("target", target)
            .addKeyValue("entries", size)
            .addKeyValue("reason", e.getMessage())
            .log("http-logger drops entries");
      }
    }
  }

  private void schedule(Runnable task, Duration delay) {
    try {
      var unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The gateway is stopping; what is left is dropped, as APISIX does.
      logger.debug("stopping");
    }
  }
}
