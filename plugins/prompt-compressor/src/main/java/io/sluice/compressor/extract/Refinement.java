package io.sluice.compressor.extract;

import io.sluice.compressor.text.TimeLimit;
import io.sluice.exchange.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a sentence model about the units near the cut, the nearest first, while there is time.
 *
 * <p>What the model says beyond what the other scores predict moves the unit, and its paragraph. A
 * unit that it is not asked about stays where it is.
 */
final class Refinement {

  /** Fewer answers predict nothing. */
  private static final int FEWEST = 4;

  private final EmbeddingModel model;
  private final double share;
  private final int most;

  /**
   * @param share of the time limit after which no more is asked
   * @param most how many units it is asked about at most
   */
  Refinement(EmbeddingModel model, double share, int most) {
    this.model = model;
    this.share = share;
    this.most = most;
  }

  void apply(
      String question,
      List<Unit> units,
      Groups paragraphs,
      double[] scores,
      long budget,
      double weight,
      TimeLimit limit) {
    double before = limit.used();
    if (before >= share) {
      return;
    }
    var asked = model.embed(question);
    var answered = new ArrayList<Integer>();
    var similarities = new double[units.size()];
    double longest = limit.used() - before;
    for (int unit : nearCut(units, scores, budget)) {
      double used = limit.used();
      if (answered.size() >= most || used + longest >= share) {
        break;
      }
      similarities[unit] = asked.similarity(model.embed(text(units.get(unit))));
      longest = Math.max(longest, limit.used() - used);
      answered.add(unit);
    }
    if (answered.size() >= FEWEST) {
      move(answered, similarities, paragraphs, scores, weight);
    }
  }

  private static String text(Unit unit) {
    return unit.heading().isEmpty() ? unit.text() : unit.heading() + ". " + unit.text();
  }

  /**
   * Returns the units by their distance in rank from the last that fits, required ones left out.
   */
  private static List<Integer> nearCut(List<Unit> units, double[] scores, long budget) {
    long left = budget;
    for (var unit : units) {
      left -= unit.required() ? unit.size() : 0;
    }
    var ranked = new ArrayList<Integer>();
    int cut = 0;
    for (int unit : Ranking.byScore(scores)) {
      if (!units.get(unit).required()) {
        ranked.add(unit);
        left -= units.get(unit).size();
        cut += left >= 0 ? 1 : 0;
      }
    }
    var near = new ArrayList<Integer>();
    int above = cut - 1;
    int below = cut;
    while (above >= 0 || below < ranked.size()) {
      if (below < ranked.size()) {
        near.add(ranked.get(below++));
      }
      if (above >= 0) {
        near.add(ranked.get(above--));
      }
    }
    return near;
  }

  private static void move(
      List<Integer> answered,
      double[] similarities,
      Groups paragraphs,
      double[] scores,
      double weight) {
    double meanScore = 0;
    double meanSimilarity = 0;
    for (int unit : answered) {
      meanScore += scores[unit] / answered.size();
      meanSimilarity += similarities[unit] / answered.size();
    }
    double squares = 1e-9;
    double products = 0;
    for (int unit : answered) {
      squares += (scores[unit] - meanScore) * (scores[unit] - meanScore);
      products += (scores[unit] - meanScore) * (similarities[unit] - meanSimilarity);
    }
    double slope = Math.max(0, products / squares);
    var best = new double[paragraphs.count()];
    var known = new boolean[paragraphs.count()];
    for (int unit : answered) {
      int paragraph = paragraphs.of(unit);
      similarities[unit] -= meanSimilarity + slope * (scores[unit] - meanScore);
      best[paragraph] =
          known[paragraph] ? Math.max(best[paragraph], similarities[unit]) : similarities[unit];
      known[paragraph] = true;
    }
    for (int unit : answered) {
      scores[unit] += weight * Weights.SENTENCE * similarities[unit];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] += weight * Weights.SENTENCE_BEST * best[paragraphs.of(i)];
    }
  }
}
