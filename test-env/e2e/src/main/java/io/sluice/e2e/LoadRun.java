package io.sluice.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The same request again and again over a number of connections, each waiting for its answer before
 * it sends the next.
 *
 * @param nanos of the good answers
 * @param errors what came instead of the others
 */
record LoadRun(List<Long> nanos, List<String> errors, double seconds) {

  private record Share(List<Long> nanos, List<String> errors) {}

  LoadRun {
    nanos = List.copyOf(nanos);
    errors = List.copyOf(errors);
  }

  static LoadRun of(int port, byte[] request, int connections, Duration duration)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    var calls = new ArrayList<Callable<Share>>();
    for (int i = 0; i < connections; i++) {
      calls.add(() -> send(port, request, end));
    }
    var nanos = new ArrayList<Long>();
    var errors = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (var call : threads.invokeAll(calls)) {
        nanos.addAll(call.get().nanos());
        errors.addAll(call.get().errors());
      }
    }
    return new LoadRun(nanos, errors, (System.nanoTime() - start) / 1e9);
  }

  /** Returns this run with a later one added. */
  LoadRun and(LoadRun other) {
    return new LoadRun(
        Stream.concat(nanos.stream(), other.nanos.stream()).toList(),
        Stream.concat(errors.stream(), other.errors.stream()).toList(),
        seconds + other.seconds);
  }

  Percentiles latency() {
    return Percentiles.of(nanos);
  }

  /** Returns how many good answers came in a second. */
  double perSecond() {
    return nanos.size() / seconds;
  }

  private static Share send(int port, byte[] request, long end) throws IOException {
    var nanos = new ArrayList<Long>();
    var errors = new ArrayList<String>();
    try (var connection = new KeepAliveConnection(port, request)) {
      for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
        try {
          int status = connection.send();
          if (status == 200) {
            nanos.add(System.nanoTime() - now);
          } else {
            errors.add("status " + status);
          }
        } catch (IOException e) {
          errors.add(e.toString());
        }
      }
    }
    return new Share(nanos, errors);
  }
}
