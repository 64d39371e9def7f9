package io.sluice.cache.calibration;

import io.sluice.cache.guard.Candidate;
import io.sluice.cache.guard.Lookup;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * A cache in its simplest form, to measure on: partitions of questions, searched one by one. For
 * one thread.
 */
public final class StoredQuestions {

  /** A stored question; {@code earlier} are the user's turns before it. */
  public record Entry(String question, List<String> earlier, Embedding embedding, String answer) {

    public Entry {
      earlier = List.copyOf(earlier);
    }
  }

  private record Seen(Entry entry, double similarity) {}

  private static final Comparator<Seen> FARTHEST_FIRST =
      Comparator.comparingDouble(Seen::similarity);

  /** The entries of a partition by their turns, and how many there are of each answer. */
  private record Partition(Map<String, Entry> entries, Map<String, Integer> phrasings) {}

  private final EmbeddingModel model;
  private final Map<String, Embedding> embeddings;
  private final Map<String, Partition> partitions = new HashMap<>();

  /**
   * @param embeddings of this model, kept from cache to cache
   */
  public StoredQuestions(EmbeddingModel model, Map<String, Embedding> embeddings) {
    this.model = model;
    this.embeddings = embeddings;
  }

  /** Stores an answer; the very question of the same partition gets the newer one. */
  public void put(String partition, List<String> earlier, String question, String answer) {
    var into =
        partitions.computeIfAbsent(
            partition, any -> new Partition(new LinkedHashMap<>(), new HashMap<>()));
    var before =
        into.entries()
            .put(
                String.join("\n", earlier) + "\n" + question,
                new Entry(question, earlier, embed(question), answer));
    if (before != null) {
      into.phrasings().merge(before.answer(), -1, Integer::sum);
    }
    into.phrasings().merge(answer, 1, Integer::sum);
  }

  /** Returns the nearest of those that a filter lets pass, the nearest first. */
  public List<Candidate> nearest(String partition, String asked, Predicate<Entry> filter) {
    var within = partitions.get(partition);
    if (within == null) {
      return List.of();
    }
    var embedding = embed(asked);
    var nearest = new PriorityQueue<>(FARTHEST_FIRST);
    for (var entry : within.entries().values()) {
      if (filter.test(entry)) {
        nearest.add(new Seen(entry, embedding.similarity(entry.embedding())));
        if (nearest.size() > Lookup.CANDIDATES) {
          nearest.remove();
        }
      }
    }
    return nearest.stream()
        .sorted(FARTHEST_FIRST.reversed())
        .map(seen ->
            new Candidate(
                seen.entry().question(),
                seen.similarity(),
                seen.entry().answer(),
                within.phrasings().getOrDefault(seen.entry().answer(), 1)))
        .toList();
  }

  /** Returns the cosine of two texts' embeddings. */
  public double similarity(String a, String b) {
    return embed(a).similarity(embed(b));
  }

  private Embedding embed(String text) {
    return embeddings.computeIfAbsent(text, model::embed);
  }
}
