package io.sluice.e2e;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * The same request again and again over a number of connections, each waiting for its answer before
 * it sends the next.
 *
 * @param perSecond good answers
 * @param errors answers with another status than 200, and none at all
 */
record LoadRun(Percentiles latency, double perSecond, long errors) {

  private record Share(ArrayList<Long> nanos, long errors) {}

  static LoadRun of(HttpClient http, HttpRequest request, int connections, Duration duration)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    var calls = new ArrayList<Callable<Share>>();
    for (int i = 0; i < connections; i++) {
      calls.add(() -> send(http, request, end));
    }
    var nanos = new ArrayList<Long>();
    long errors = 0;
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (var call : threads.invokeAll(calls)) {
        nanos.addAll(call.get().nanos());
        errors += call.get().errors();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new LoadRun(Percentiles.of(nanos), nanos.size() / seconds, errors);
  }

  private static Share send(HttpClient http, HttpRequest request, long end)
      throws InterruptedException {
    var nanos = new ArrayList<Long>();
    long errors = 0;
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      try {
        if (http.send(request, BodyHandlers.ofByteArray()).statusCode() == 200) {
          nanos.add(System.nanoTime() - now);
        } else {
          errors++;
        }
      } catch (IOException e) {
        errors++;
      }
    }
    return new Share(nanos, errors);
  }
}
