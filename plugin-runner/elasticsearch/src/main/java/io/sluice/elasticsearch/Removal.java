package io.sluice.elasticsearch;

import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.sluice.exchange.DependencyException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Takes answers out in steps, each with a deadline of its own, so that no request is large or long.
 * By search and bulk: {@code _delete_by_query} fails as a whole where two runners meet.
 */
final class Removal {

  /** How many in one step. */
  static final int STEP = 1000;

  private static final List<SortOptions> OLDEST_USE_FIRST =
      List.of(
          SortOptions.of(s -> s.field(f -> f.field("used").missing(m -> m.stringValue("_first")))));

  private final Elasticsearch server;
  private final AnswerIndex index;
  private final String action;
  private final Duration stepTimeout;

  Removal(Elasticsearch server, AnswerIndex index, String action, Duration stepTimeout) {
    this.server = server;
    this.index = index;
    this.action = action;
    this.stepTimeout = stepTimeout;
  }

  /** Makes what was put until now visible to queries. */
  void refresh() {
    server.call(
        action,
        Deadline.in(stepTimeout),
        client ->
            client.indices().refresh(r -> r.index(index.everywhere()).ignoreUnavailable(true)));
  }

  /**
   * Removes what a query finds, those not used for longest first.
   *
   * @param most of them
   * @return how many of them had not expired
   */
  long remove(Query query, long most, Instant now) {
    long alive = 0;
    long left = most;
    while (left > 0) {
      int step = (int) Math.min(STEP, left);
      var found = search(query, step);
      if (!found.isEmpty()) {
        alive += delete(found, now);
      }
      left -= found.size();
      if (found.size() < step) {
        break;
      }
    }
    return alive;
  }

  private List<Hit<JsonNode>> search(Query query, int size) {
    return server
        .call(
            action,
            Deadline.in(stepTimeout),
            client ->
                client.search(
                    s ->
                        s.index(index.everywhere())
                            .ignoreUnavailable(true)
                            .allowPartialSearchResults(false)
                            .query(query)
                            .sort(OLDEST_USE_FIRST)
                            .size(size)
                            .trackTotalHits(t -> t.enabled(false))
                            .source(source -> source.filter(f -> f.includes("expires"))),
                    JsonNode.class))
        .hits()
        .hits();
  }

  private long delete(List<Hit<JsonNode>> found, Instant now) {
    var operations =
        found.stream()
            .map(hit ->
                BulkOperation.of(
                    o -> o.delete(d -> d.index(hit.index()).id(Objects.requireNonNull(hit.id())))))
            .toList();
    var done =
        server.call(
            action,
            Deadline.in(stepTimeout),
            client -> client.bulk(b -> b.operations(operations).refresh(Refresh.True)));
    return countAlive(found, done, now);
  }

  private long countAlive(List<Hit<JsonNode>> found, BulkResponse done, Instant now) {
    long alive = 0;
    for (int i = 0; i < found.size(); i++) {
      var item = done.items().get(i);
      if (item.error() != null) {
        throw new DependencyException(
            "elasticsearch",
            action,
            new RefusedException(item.status(), Objects.toString(item.error().type(), "")));
      }
      // Somebody else may have been faster.
      if (item.status() == 200 && isAlive(found.get(i), now)) {
        alive++;
      }
    }
    return alive;
  }

  private static boolean isAlive(Hit<JsonNode> hit, Instant now) {
    var source = hit.source();
    if (source == null) {
      return false;
    }
    try {
      return now.isBefore(Instant.parse(source.path("expires").asString("")));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
