package io.sluice.elasticsearch;

import io.sluice.testkit.cache.Entries;
import io.sluice.testkit.elasticsearch.ElasticsearchServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores of one test on the server that all share: their indices are theirs alone. */
final class Stores {

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Of tests in which nothing is late: a machine that is busy is no failure. */
  static final Duration PATIENT = Duration.ofSeconds(30);

  final ElasticsearchServer server = ElasticsearchServer.shared();
  final String prefix = "t" + NEXT.incrementAndGet() + "-" + ProcessHandle.current().pid();
  final AtomicInteger unreadable = new AtomicInteger();
  private final List<AutoCloseable> open = new ArrayList<>();

  ElasticsearchConfig config(Duration timeout) {
    return ElasticsearchConfig.of(server.url())
        .withUser(server.username(), server.password())
        .withIndexPrefix(prefix)
        .withTimeout(timeout);
  }

  ElasticsearchAnswerStore open(InstantSource clock) {
    return open(config(PATIENT), Entries.DIMENSIONS, 100_000, clock);
  }

  ElasticsearchAnswerStore open(
      ElasticsearchConfig config, int dimensions, long maxEntries, InstantSource clock) {
    var connected = new Elasticsearch(config);
    var store =
        new ElasticsearchAnswerStore(
            connected, dimensions, maxEntries, clock, unreadable::incrementAndGet);
    open.addFirst(connected);
    open.addFirst(store);
    return store;
  }

  String send(String method, String path, String json) {
    return server
        .requests()
        .send(method, path.replace("PREFIX", prefix), json.replace("PREFIX", prefix));
  }

  /** Makes visible what was put or deleted. */
  void settle() {
    send("POST", "/PREFIX-*/_refresh?ignore_unavailable=true", "");
  }

  /** Closes the stores and removes what they made. */
  void close() throws Exception {
    for (var closeable : open) {
      closeable.close();
    }
    send("DELETE", "/PREFIX-*?ignore_unavailable=true", "");
    // Else there is none where a store could make none.
    send("PUT", "/_index_template/PREFIX-last", "{\"index_patterns\": [\"PREFIX-last\"]}");
    send("DELETE", "/_index_template/PREFIX-*", "");
  }
}
