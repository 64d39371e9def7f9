package io.sluice.cache;

import io.sluice.cache.guard.Candidate;
import io.sluice.cache.guard.Choice;
import io.sluice.cache.guard.Guard;
import io.sluice.cache.guard.Lookup;
import io.sluice.cache.guard.Verdict;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.replay.RecordedAnswer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for the answer to a request: that of an equal one, else that of one that means the same.
 */
final class Search {

  private final AnswerStore answers;
  private final EmbeddingModel model;
  private final Guard guard;
  private final Lookup first;
  private final Lookup followUp;
  private final CacheObserver observer;
  private final InstantSource clock;

  Search(SemanticCacheConfig config, Parts parts) {
    this.answers = parts.answers();
    this.model = parts.model();
    this.guard = parts.guard();
    this.first = Lookup.bgeSmall().withThreshold(config.similarityThreshold());
    this.followUp = Lookup.bgeSmallFollowUp().withThreshold(config.followUpThreshold());
    this.observer = parts.observer();
    this.clock = parts.clock();
  }

  /**
   * Searches both layers.
   *
   * @param maxAge of the answer, if the client sets one
   */
  Found find(ChatExchange exchange, Key key, Optional<Duration> maxAge) {
    var equal = read(key.id(), exchange.request(), maxAge);
    if (equal.isPresent()) {
      return new Found.Hit(Layer.EXACT, equal.get().head(), equal.get().answer(), 1);
    }
    if (!key.isComparable()) {
      return miss("exact_only");
    }
    if (!mayBeNear(key)) {
      return miss("nothing_near");
    }
    return nearest(exchange, key, maxAge);
  }

  /** A question that follows an answer is short, and shares few words with another way to ask. */
  private boolean mayBeNear(Key key) {
    return key.followsUp()
        ? answers.mayHold(key.partition())
        : answers.mayHoldNear(key.partition(), key.question());
  }

  private Found nearest(ChatExchange exchange, Key key, Optional<Duration> maxAge) {
    var embedding = exchange.embedding(key.question(), model);
    var near = candidates(key, embedding, maxAge);
    if (near.isEmpty()) {
      return new Found.Miss(Map.of("reason", "nothing_near"), Optional.of(embedding));
    }
    var choice = choose(key, near);
    if (choice instanceof Choice.Hit(Candidate candidate, var score, var wording)) {
      var head = head(candidate, near);
      var entry = read(head.id(), exchange.request(), maxAge);
      if (entry.isPresent()) {
        return new Found.Hit(Layer.SEMANTIC, head, entry.get().answer(), candidate.similarity());
      }
    }
    return new Found.Miss(why(choice, near.getFirst()), Optional.of(embedding));
  }

  /** Returns the nearest entries that a request might be answered with, the nearest first. */
  List<Near> candidates(Key key, Embedding embedding, Optional<Duration> maxAge) {
    var context = new Context(key.context());
    return answers.nearest(key.partition(), embedding, Lookup.CANDIDATES).stream()
        .filter(near -> isYoungEnough(near.head(), maxAge))
        .filter(near -> context.isThatOf(near.head()))
        .toList();
  }

  /** Decides on the nearest questions of a key's partition. */
  Choice choose(Key key, List<Near> near) {
    return (key.followsUp() ? followUp : first)
        .choose(key.question(), near.stream().map(Search::candidate).toList(), guard);
  }

  private static EntryHead head(Candidate candidate, List<Near> near) {
    return near.stream()
        .filter(one -> candidate(one).equals(candidate))
        .map(Near::head)
        .findFirst()
        .orElseThrow();
  }

  /** Searches without serving, and tells everything it saw. */
  Explanation explain(ChatExchange exchange, Key key, Optional<Duration> maxAge) {
    var equal = read(key.id(), exchange.request(), maxAge).map(Recalled::head);
    if (!key.isComparable()) {
      return Explanation.of(key, equal, "exact_only", List.of());
    }
    // Searched even where the gate would spare it: that may be what is to be explained.
    var near = candidates(key, exchange.embedding(key.question(), model), maxAge);
    var outcome = mayBeNear(key) && !near.isEmpty() ? outcome(key, near) : "nothing_near";
    return Explanation.of(key, equal, outcome, near.stream().map(one -> seen(key, one)).toList());
  }

  private String outcome(Key key, List<Near> near) {
    var choice = choose(key, near);
    return choice
        .hit()
        .map(hit -> "hit " + head(hit.candidate(), near).id())
        .orElseGet(() -> why(choice, near.getFirst()).toString());
  }

  private Explanation.Seen seen(Key key, Near near) {
    var verdict =
        switch (guard.compare(key.question(), near.head().question())) {
          case Verdict.Same(boolean wording, var shared) -> wording ? "same wording" : "same";
          case Verdict.Different(var reason, String detail) -> reason.label() + ": " + detail;
        };
    return new Explanation.Seen(near.head(), near.similarity(), near.phrasings(), verdict);
  }

  /** Returns why a choice is none. */
  static Map<String, String> why(Choice choice, Near nearest) {
    var why = new LinkedHashMap<String, String>();
    switch (choice) {
      // It was evicted, or its answer can't be read.
      case Choice.Hit ignored -> why.put("reason", "gone");
      case Choice.Refused(Candidate candidate, var different) -> {
        why.put("reason", "guard");
        why.put("guard", different.reason().label());
        why.put("similarity", decimal(candidate.similarity()));
      }
      case Choice.TooFar(double score) -> {
        why.put("reason", "too_far");
        why.put("similarity", decimal(nearest.similarity()));
        why.put("score", decimal(score));
      }
    }
    return why;
  }

  private static Candidate candidate(Near near) {
    return new Candidate(
        near.head().question(), near.similarity(), near.head().answer(), near.phrasings());
  }

  /** The user's earlier turns, compared with those of several entries. */
  private final class Context {

    private final List<String> asked;
    private final Map<String, Embedding> embeddings = new HashMap<>();

    Context(List<String> asked) {
      this.asked = asked;
    }

    /** Whether each turn means what the entry's at its place means. */
    boolean isThatOf(EntryHead head) {
      var stored = head.context();
      return asked.size() == stored.size()
          && IntStream.range(0, asked.size()).allMatch(i -> isSame(asked.get(i), stored.get(i)));
    }

    private boolean isSame(String turn, String other) {
      return turn.equals(other)
          || (model.readsWhole(turn) && model.readsWhole(other) && isNear(turn, other));
    }

    private boolean isNear(String turn, String other) {
      var candidate = new Candidate(other, embed(turn).similarity(embed(other)), "", 1);
      return followUp.choose(turn, List.of(candidate), guard).hit().isPresent();
    }

    private Embedding embed(String text) {
      return embeddings.computeIfAbsent(text, model::embed);
    }
  }

  /** Reads an entry that may be served to a request. */
  Optional<Recalled> read(EntryId id, ChatRequest asked, Optional<Duration> maxAge) {
    return answers
        .find(id)
        .filter(entry -> isYoungEnough(entry.head(), maxAge))
        .flatMap(this::readable)
        .filter(entry -> entry.answer().fits(asked));
  }

  private Optional<Recalled> readable(CacheEntry entry) {
    var answer = RecordedAnswer.decode(entry.payload());
    if (answer.isEmpty()) {
      observer.unreadable();
    }
    return answer.map(readable -> new Recalled(entry.head(), readable));
  }

  private boolean isYoungEnough(EntryHead head, Optional<Duration> maxAge) {
    return maxAge.map(oldest -> !clock.instant().isAfter(head.created().plus(oldest))).orElse(true);
  }

  private static Found miss(String reason) {
    return new Found.Miss(Map.of("reason", reason), Optional.empty());
  }

  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
