package io.sluice.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers in Elasticsearch. Nearness, lists and counts see what was put after at most a second, the
 * index's refresh interval; ids at once.
 *
 * <p>A call ends within the configured time-out; a deletion fails when one of its steps, of a
 * thousand entries, takes longer. Expired and surplus entries are removed once a minute, those not
 * found for longest first; a tenth of an entry's life is as exactly as that is known.
 */
public final class ElasticsearchAnswerStore implements AnswerStore, AutoCloseable {

  private static final int CANDIDATES_AT_LEAST = 100;

  /** Of Elasticsearch. */
  private static final int CANDIDATES_AT_MOST = 10_000;

  private final Elasticsearch server;
  private final AnswerIndex index;
  private final InstantSource clock;
  private final Documents documents;
  private final LastUses uses;
  private final Housekeeping housekeeping;

  /**
   * Does not connect yet. Close the store before the server.
   *
   * @param dimensions of the embeddings, 1 to 4,096; entries of others are in indices of their own
   * @param maxEntries from which on some must make room, at least 1; there may be more for a minute
   * @param clock decides what has expired
   * @param unreadable is told of each entry that was met and can't be read; must not block
   */
  public ElasticsearchAnswerStore(
      Elasticsearch server,
      int dimensions,
      long maxEntries,
      InstantSource clock,
      Runnable unreadable) {
    this.server = server;
    this.index = AnswerIndex.of(server.config().indexPrefix(), dimensions);
    this.clock = clock;
    this.documents = new Documents(unreadable);
    this.uses = new LastUses(server, index);
    this.housekeeping = new Housekeeping(server, index, maxEntries, clock);
    housekeeping.start();
  }

  @Override
  public Optional<CacheEntry> find(EntryId id) {
    var now = clock.instant();
    return document(id)
        .flatMap(document -> documents.read(document, StoredAnswer::found))
        .filter(found -> found.entry().head().id().equals(id))
        .filter(found -> now.isBefore(found.entry().head().expires()))
        .map(found -> {
          uses.note(found.entry().head(), found.used(), now);
          return found.entry();
        });
  }

  private Optional<JsonNode> document(EntryId id) {
    try {
      var answer =
          server.call(
              "find an answer",
              server.deadline(),
              client ->
                  client.get(
                      g -> g.index(index.alias()).id(id.value()).sourceExcludes("vector"),
                      JsonNode.class));
      return Optional.ofNullable(answer.source());
    } catch (DependencyException e) {
      if (Elasticsearch.isMissingIndex(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<Near> nearest(Partition partition, Embedding question, int limit) {
    var now = clock.instant();
    var deadline = server.deadline();
    var heads =
        search("search for answers", deadline, nearestRequest(partition, question, limit, now))
            .stream()
            .flatMap(hit -> head(hit).stream())
            .filter(head -> head.partition().equals(partition))
            .toList();
    if (heads.isEmpty()) {
      return List.of();
    }
    var phrasings = phrasings(partition, heads, now, deadline);
    return heads.stream()
        .flatMap(head ->
            head.embedding().stream()
                .filter(embedding -> embedding.dimensions() == index.dimensions())
                // Of the very numbers: the index has them rounded.
                .map(embedding ->
                    new Near(
                        head,
                        question.similarity(embedding),
                        phrasings.getOrDefault(head.answer(), 1))))
        .sorted(Comparator.comparingDouble(Near::similarity).reversed())
        .toList();
  }

  private SearchRequest nearestRequest(
      Partition partition, Embedding question, int limit, Instant now) {
    var vector = new ArrayList<Float>(question.dimensions());
    for (float x : question.toArray()) {
      vector.add(x);
    }
    int k = Math.min(limit, CANDIDATES_AT_MOST);
    return SearchRequest.of(s ->
        heads(s.index(index.alias()).size(k))
            .knn(knn ->
                knn.field("vector")
                    .queryVector(vector)
                    .k(k)
                    .numCandidates(
                        Math.min(CANDIDATES_AT_MOST, Math.max(CANDIDATES_AT_LEAST, 4 * k)))
                    .filter(AnswerQueries.alive(partition, now))));
  }

  /** Counts the entries of each answer. */
  private Map<String, Integer> phrasings(
      Partition partition, List<EntryHead> heads, Instant now, Deadline deadline) {
    var answers = new LinkedHashSet<String>();
    heads.forEach(head -> answers.add(head.answer()));
    var counted =
        server.call(
            "count phrasings",
            deadline,
            client ->
                client.search(
                    s ->
                        s.index(index.alias())
                            .ignoreUnavailable(true)
                            .allowPartialSearchResults(false)
                            .size(0)
                            .trackTotalHits(t -> t.enabled(false))
                            .query(AnswerQueries.alive(partition, now, answers))
                            .aggregations(
                                "answers",
                                a -> a.terms(t -> t.field("answer").size(answers.size()))),
                    Void.class));
    var phrasings = new HashMap<String, Integer>();
    var buckets = counted.aggregations().get("answers");
    if (buckets != null && buckets.isSterms()) {
      buckets
          .sterms()
          .buckets()
          .array()
          .forEach(bucket ->
              phrasings.put(
                  bucket.key().stringValue(),
                  (int) Math.min(Integer.MAX_VALUE, bucket.docCount())));
    }
    return phrasings;
  }

  @Override
  public void put(CacheEntry entry) {
    var dimensions = entry.head().embedding().map(Embedding::dimensions);
    if (dimensions.isPresent() && dimensions.get() != index.dimensions()) {
      throw new IllegalArgumentException(
          "an embedding of %d dimensions in a store of %d"
              .formatted(dimensions.get(), index.dimensions()));
    }
    var deadline = server.deadline();
    var document = StoredAnswer.of(entry, clock.instant());
    try {
      write(document, entry.head().id(), deadline);
    } catch (DependencyException e) {
      if (!Elasticsearch.isMissingIndex(e)) {
        throw e;
      }
      index.create(server, deadline);
      write(document, entry.head().id(), deadline);
    }
  }

  private void write(StoredAnswer document, EntryId id, Deadline deadline) {
    server.call(
        "keep an answer",
        deadline,
        client ->
            client.index(
                i -> i.index(index.alias()).requireAlias(true).id(id.value()).document(document)));
  }

  @Override
  public List<EntryHead> list(EntryFilter filter, Optional<EntryId> after, int limit) {
    var deadline = server.deadline();
    var query = AnswerQueries.picked(filter, clock.instant());
    var page = new ArrayList<EntryHead>();
    @Nullable FieldValue last = after.map(EntryId::value).map(FieldValue::of).orElse(null);
    while (page.size() < limit) {
      int missing = limit - page.size();
      var from = last;
      var hits =
          search(
              "list answers",
              deadline,
              SearchRequest.of(s -> {
                heads(s.index(index.everywhere()).size(missing))
                    .query(query)
                    .sort(sort -> sort.field(f -> f.field("id")));
                return from == null ? s : s.searchAfter(from);
              }));
      hits.forEach(hit -> head(hit).ifPresent(page::add));
      // In place of those that can't be read there may be others.
      if (hits.size() < missing) {
        break;
      }
      last = hits.getLast().sort().getFirst();
    }
    return page;
  }

  @Override
  public long count(EntryFilter filter) {
    return server
        .call(
            "count answers",
            server.deadline(),
            client ->
                client.count(c ->
                    c.index(index.everywhere())
                        .ignoreUnavailable(true)
                        .query(AnswerQueries.picked(filter, clock.instant()))))
        .count();
  }

  @Override
  public long delete(EntryFilter filter) {
    var removal = new Removal(server, index, "delete answers", server.config().timeout());
    // What was just put is meant, too.
    removal.refresh();
    return removal.remove(AnswerQueries.picked(filter), Long.MAX_VALUE, clock.instant());
  }

  /** What every search for heads has in common. */
  private static SearchRequest.Builder heads(SearchRequest.Builder search) {
    return search
        .ignoreUnavailable(true)
        .allowPartialSearchResults(false)
        .trackTotalHits(t -> t.enabled(false))
        .source(source -> source.filter(f -> f.excludes("vector", "payload")));
  }

  private List<Hit<JsonNode>> search(String action, Deadline deadline, SearchRequest request) {
    return server
        .call(action, deadline, client -> client.search(request, JsonNode.class))
        .hits()
        .hits();
  }

  private Optional<EntryHead> head(Hit<JsonNode> hit) {
    return documents.read(hit.source(), StoredAnswer::head);
  }

  /** Does at once what is otherwise done every minute. */
  void tidy() {
    housekeeping.run();
  }

  /** Stops the housekeeping; calls still work while the server is open. */
  @Override
  public void close() {
    housekeeping.close();
  }
}
