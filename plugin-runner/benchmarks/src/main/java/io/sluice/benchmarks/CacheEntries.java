package io.sluice.benchmarks;

import io.sluice.cache.guard.Candidate;
import io.sluice.cache.guard.Lookup;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A cache in its simplest form: partitions of questions, searched one by one. */
final class CacheEntries {

  /** A stored question; {@code earlier} are the user's turns before it. */
  record Entry(String question, List<String> earlier, Embedding embedding, String answer) {}

  private final EmbeddingModel model;
  private final Map<String, Embedding> embeddings;
  private final Map<String, Map<String, Entry>> partitions = new HashMap<>();

  /**
   * @param embeddings of this model, kept from cache to cache
   */
  CacheEntries(EmbeddingModel model, Map<String, Embedding> embeddings) {
    this.model = model;
    this.embeddings = embeddings;
  }

  /** Stores an answer; the very question of the same partition gets the newer one. */
  void put(String partition, List<String> earlier, String question, String answer) {
    partitions
        .computeIfAbsent(partition, any -> new LinkedHashMap<>())
        .put(
            String.join("\n", earlier) + "\n" + question,
            new Entry(question, earlier, embed(question), answer));
  }

  List<Candidate> nearest(String partition, String asked, Predicate<Entry> filter) {
    var entries = partitions.getOrDefault(partition, Map.of()).values();
    var phrasings = new HashMap<String, Integer>();
    entries.forEach(entry -> phrasings.merge(entry.answer(), 1, Integer::sum));
    var embedding = embed(asked);
    return entries.stream()
        .filter(filter)
        .map(entry ->
            new Candidate(
                entry.question(),
                embedding.similarity(entry.embedding()),
                entry.answer(),
                phrasings.getOrDefault(entry.answer(), 1)))
        .sorted(Comparator.comparingDouble(Candidate::similarity).reversed())
        .limit(Lookup.CANDIDATES)
        .toList();
  }

  double similarity(String a, String b) {
    return embed(a).similarity(embed(b));
  }

  private Embedding embed(String text) {
    return embeddings.computeIfAbsent(text, model::embed);
  }
}
