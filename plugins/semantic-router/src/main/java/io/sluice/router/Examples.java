package io.sluice.router;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Comparator;
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

    /** What rounding takes from a cosine: at a threshold of 1 an example claims itself. */
    private static final double ROUNDING = 1e-5;

    private static final Comparator<Match> WORST_FIRST =
        Comparator.comparing(Match::claims).thenComparingDouble(Match::similarity);

    boolean claims() {
      return similarity >= intent.similarityThreshold() - ROUNDING;
    }
  }

  private record Intent(IntentConfig config, List<Embedding> examples) {

    Match match(Embedding question) {
      float nearest = -1;
      for (var example : examples) {
        nearest = Math.max(nearest, question.similarity(example));
      }
      return new Match(config, nearest);
    }
  }

  private final List<Intent> intents;

  private Examples(List<Intent> intents) {
    this.intents = intents;
  }

  /** Embeds the examples. */
  static Examples embed(List<IntentConfig> intents, EmbeddingModel model) {
    return new Examples(
        intents.stream()
            .map(
                intent -> new Intent(intent, intent.examples().stream().map(model::embed).toList()))
            .toList());
  }

  /**
   * Returns the intent with the nearest example among those it is near enough to; where none is,
   * the nearest of all, which does not claim the question. The first listed wins a tie.
   */
  Optional<Match> nearest(Embedding question) {
    return intents.stream().map(intent -> intent.match(question)).max(Match.WORST_FIRST);
  }
}
