package io.sluice.compressor.extract;

import io.sluice.compressor.text.TimeLimit;
import io.sluice.exchange.EmbeddingModel;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which units of a prompt are kept for a question within a budget.
 *
 * <p>Thread-safe. The same input gives the same choice as long as no sentence model is asked under
 * a time limit. Linear in the length of the prompt.
 */
public final class Extractor {

  /** From this share of a prompt's words on, words of English grammar make it English. */
  private static final double ENGLISH = 0.2;

  /** Units that a sentence model is asked about at most. */
  private static final int MOST_ASKED = 128;

  private final @Nullable EmbeddingModel words;
  private final @Nullable Refinement sentences;

  private Extractor(@Nullable EmbeddingModel words, @Nullable Refinement sentences) {
    this.words = words;
    this.sentences = sentences;
  }

  /** Scores by the words alone. */
  public Extractor() {
    this(null, null);
  }

  /**
   * Scores also by the meaning of words.
   *
   * @param model fast, microseconds a text; of Latin script
   */
  public static Extractor withWords(EmbeddingModel model) {
    return new Extractor(model, null);
  }

  /**
   * Asks also a sentence model, about units near the cut of English prompts.
   *
   * @param model milliseconds a text; of English; its failure is the caller's
   * @param share of the time limit, in (0, 1], after which it is asked no more
   */
  public Extractor withSentences(EmbeddingModel model, double share) {
    return new Extractor(words, new Refinement(model, share, MOST_ASKED));
  }

  /**
   * Chooses.
   *
   * @param question empty if nobody asks
   * @param units in the order of the prompt
   * @param budget how many tokens may be kept, required units among them; those are kept even if
   *     they need more
   * @return the numbers of the units to keep; empty if the time was up before they were scored
   */
  public Optional<BitSet> select(String question, List<Unit> units, long budget, TimeLimit limit) {
    return rank(question, units, budget, limit).map(ranking -> ranking.within(budget));
  }

  /**
   * Ranks the units, for a caller that may have to change its budget.
   *
   * @param budget about how many tokens will be kept: where a sentence model is asked
   * @return empty if the time was up before they were scored
   * @throws io.sluice.exchange.DependencyException if a model fails
   */
  public Optional<Ranking> rank(String question, List<Unit> units, long budget, TimeLimit limit) {
    if (limit.isOver()) {
      return Optional.empty();
    }
    var asked = new Question(question);
    var scores = new Scores(asked, units);
    return scores
        .of(question, words, limit)
        .map(values -> {
          if (sentences != null
              && !asked.isEmpty()
              && scores.cohesion() < 1
              && scores.reading().english() >= ENGLISH) {
            sentences.apply(
                question, units, scores.paragraphs(), values, budget, 1 - scores.cohesion(), limit);
          }
          return Ranking.of(units, values, scores.reading());
        });
  }
}
