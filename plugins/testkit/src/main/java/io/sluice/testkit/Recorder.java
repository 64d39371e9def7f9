package io.sluice.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Keeps the requests that a stub provider received.
 *
 * <p>Bounded: past {@value #MOST_REQUESTS} requests or {@value #MOST_BYTES} bytes of bodies, the
 * oldest is forgotten, so that a provider can run for days. The counts go on.
 */
final class Recorder {

  private static final int MOST_REQUESTS = 10_000;
  private static final long MOST_BYTES = 64L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Recording> recordings = new ArrayDeque<>();
  private long bytes;
  private long numbers;
  private int generation;
  private int arrivals;
  private int ends;

  Recording arrived(HttpRequest request) {
    lock.lock();
    try {
      var recording = new Recording(++numbers, request);
      recordings.add(recording);
      bytes += request.body().length();
      while (recordings.size() > MOST_REQUESTS || (bytes > MOST_BYTES && recordings.size() > 1)) {
        bytes -= recordings.remove().request.body().length();
      }
      arrivals++;
      changed.signalAll();
      return recording;
    } finally {
      lock.unlock();
    }
  }

  List<ReceivedRequest> received() {
    lock.lock();
    try {
      return recordings.stream().map(Recording::snapshot).toList();
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      recordings.clear();
      bytes = 0;
      arrivals = 0;
      ends = 0;
      generation++;
    } finally {
      lock.unlock();
    }
  }

  List<ReceivedRequest> awaitArrivals(int count, Duration timeout) throws InterruptedException {
    return await("arrived", () -> arrivals, count, timeout);
  }

  List<ReceivedRequest> awaitEnds(int count, Duration timeout) throws InterruptedException {
    return await("finished", () -> ends, count, timeout);
  }

  private List<ReceivedRequest> await(String what, IntSupplier counter, int count, Duration timeout)
      throws InterruptedException {
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (counter.getAsInt() < count) {
        if (nanos <= 0) {
          throw new AssertionError(
              "%d requests expected, %d %s within %s"
                  .formatted(count, counter.getAsInt(), what, timeout));
        }
        nanos = changed.awaitNanos(nanos);
      }
      return received();
    } finally {
      lock.unlock();
    }
  }

  /** One request and how far its answer has come. */
  final class Recording {

    private final long number;
    private final HttpRequest request;
    private final Instant arrived = Instant.now();
    private final int generationOfArrival = generation;
    private boolean finished;
    private boolean clientCut;
    private long bytesSent;

    private Recording(long number, HttpRequest request) {
      this.number = number;
      this.request = request;
    }

    long number() {
      return number;
    }

    Instant arrivedAt() {
      return arrived;
    }

    void sent(long count) {
      lock.lock();
      try {
        bytesSent += count;
      } finally {
        lock.unlock();
      }
    }

    void ended(boolean byClient) {
      lock.lock();
      try {
        finished = true;
        clientCut = byClient;
        if (generationOfArrival == generation) {
          ends++;
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    private ReceivedRequest snapshot() {
      return new ReceivedRequest(
          number,
          request.method(),
          request.path(),
          request.headers(),
          request.body(),
          arrived,
          finished,
          clientCut,
          bytesSent);
    }
  }
}
