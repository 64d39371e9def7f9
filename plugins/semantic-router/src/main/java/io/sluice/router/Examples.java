package io.sluice.router;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The example utterances of a route, embedded. */
final class Examples {

  /**
   * An intent and how near its nearest example is.
   *
   * @param similarity a cosine
   */
  record Match(IntentConfig intent, float similarity) {
    boolean claims() {
      return similarity >= intent.similarityThreshold();
    }
  }

  private record Example(IntentConfig intent, Embedding embedding) {}

  private final List<Example> examples;

  private Examples(List<Example> examples) {
    this.examples = examples;
  }

  static Examples embed(List<IntentConfig> intents, EmbeddingModel model) {
    var examples = new ArrayList<Example>();
    for (var intent : intents) {
      for (var utterance : intent.examples()) {
        examples.add(new Example(intent, model.embed(utterance)));
      }
    }
    return new Examples(List.copyOf(examples));
  }

  /**
   * Returns the intent with the nearest example among those it is near enough to; where none is,
   * the nearest of all, which does not claim the question.
   */
  Optional<Match> nearest(Embedding question) {
    Match nearest = null;
    for (var example : examples) {
      var match = new Match(example.intent(), question.similarity(example.embedding()));
      if (nearest == null || isBetter(match, nearest)) {
        nearest = match;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static boolean isBetter(Match match, Match than) {
    return match.claims() == than.claims()
        ? match.similarity() > than.similarity()
        : match.claims();
  }
}
