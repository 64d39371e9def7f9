package io.sluice.cache.guard;

import io.sluice.cache.guard.Choice.Hit;
import io.sluice.cache.guard.Choice.Refused;
import io.sluice.cache.guard.Choice.TooFar;
import io.sluice.cache.guard.Verdict.Different;
import io.sluice.cache.guard.Verdict.Same;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses among the nearest stored questions the one whose answer may be served.
 *
 * <p>Only candidates that the guard holds to be the same count. One that is the same in wording is
 * a hit. Else the nearest is one if its score reaches the threshold. The score is its similarity,
 * raised by its lead over the nearest candidate with another answer, and lowered if its answer is
 * stored under several questions and no second one of them is near: who knows five ways to ask for
 * something rarely finds a sixth that is near one of them only.
 *
 * @param floor similarity under which no candidate is looked at
 * @param threshold least score of a hit
 * @param leadWeight how much a lead raises the score, per unit of similarity
 * @param mostLead a longer lead counts as this
 * @param agreementWeight how much a missing second phrasing lowers the score, per unit
 * @param agreementNear similarity at which a second phrasing is near
 */
public record Lookup(
    double floor,
    double threshold,
    double leadWeight,
    double mostLead,
    double agreementWeight,
    double agreementNear) {

  /** Candidates worth looking at; those behind them are told apart from the first by the lead. */
  public static final int CANDIDATES = 10;

  public Lookup {
    if (!(floor >= -1 && floor <= 1) || !(threshold > 0)) {
      throw new IllegalArgumentException(
          "floor must be in [-1, 1] and threshold positive, but were %s and %s"
              .formatted(floor, threshold));
    }
  }

  /** Returns the settings for embeddings of bge-small-en-v1.5. */
  public static Lookup bgeSmall() {
    return new Lookup(0.7, 0.9, 0.5, 0.2, 0.3, 0.9);
  }

  /**
   * Returns the settings for the last turn of a conversation whose earlier answers are the same:
   * what it is about is settled, so that short questions in other words count.
   */
  public static Lookup bgeSmallFollowUp() {
    return bgeSmall().withThreshold(0.775);
  }

  /** Returns these settings with another threshold. */
  public Lookup withThreshold(double other) {
    return new Lookup(floor, other, leadWeight, mostLead, agreementWeight, agreementNear);
  }

  /** A candidate that the guard let pass. */
  private record Passed(Candidate candidate, Same verdict) {}

  /**
   * Chooses.
   *
   * @param guard tells apart what only looks the same
   * @param nearest at most {@link #CANDIDATES} of one partition, in any order
   */
  public Choice choose(String asked, List<Candidate> nearest, Comparison guard) {
    var passed = new ArrayList<Passed>();
    Optional<Refused> refused = Optional.empty();
    var inOrder =
        nearest.stream()
            .filter(candidate -> candidate.similarity() >= floor)
            .sorted(Comparator.comparingDouble(Candidate::similarity).reversed())
            .toList();
    var question = guard.of(asked);
    for (var candidate : inOrder) {
      switch (question.compare(candidate.question())) {
        case Same same -> passed.add(new Passed(candidate, same));
        case Different why -> refused = refused.or(() -> Optional.of(new Refused(candidate, why)));
      }
    }
    if (passed.isEmpty()) {
      return refused.<Choice>map(choice -> choice).orElse(new TooFar(0));
    }
    return passed.stream()
        .filter(one -> one.verdict().wording())
        .findFirst()
        .<Choice>map(one -> new Hit(one.candidate(), one.candidate().similarity(), true))
        .orElseGet(() -> byScore(passed));
  }

  private Choice byScore(List<Passed> passed) {
    var best = passed.getFirst().candidate();
    double score = best.similarity() + leadWeight * lead(best, passed) - doubt(best, passed);
    return score >= threshold ? new Hit(best, score, false) : new TooFar(score);
  }

  private double lead(Candidate best, List<Passed> passed) {
    double rival =
        passed.stream()
            .map(Passed::candidate)
            .filter(other -> !other.answer().equals(best.answer()))
            .mapToDouble(Candidate::similarity)
            .findFirst()
            .orElse(floor);
    return Math.min(mostLead, best.similarity() - rival);
  }

  private double doubt(Candidate best, List<Passed> passed) {
    if (best.phrasings() == 1) {
      return 0;
    }
    double second =
        passed.stream()
            .map(Passed::candidate)
            .filter(other -> other.answer().equals(best.answer()))
            .skip(1)
            .mapToDouble(Candidate::similarity)
            .findFirst()
            .orElse(floor);
    return agreementWeight * Math.max(0, agreementNear - second);
  }
}
