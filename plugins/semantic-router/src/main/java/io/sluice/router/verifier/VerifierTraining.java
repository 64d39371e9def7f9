package io.sluice.router.verifier;

import io.sluice.exchange.Problems;
import io.sluice.router.linear.Centres;
import io.sluice.router.linear.Logistic;
import io.sluice.router.linear.Provenance;
import io.sluice.router.linear.Radial;
import io.sluice.router.linear.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Fits a {@link Verifier} to answers of which it is known whether they are right. */
public final class VerifierTraining {

  /** With fewer answers than this, a score says nothing. */
  public static final int FEWEST = 50;

  /** Flat between 3 and 30 in cross-validation on the sets of {@code routing/}. */
  private static final double PENALTY = 10;

  private static final int CENTRES = 256;
  private static final double WIDTH = 0.5;
  private static final double SMOOTHNESS = 3;

  private VerifierTraining() {}

  /**
   * Fits a verifier; the same answers give the same one.
   *
   * @param answers at least {@value #FEWEST}
   * @throws io.sluice.exchange.InvalidConfigException if there are fewer
   */
  public static Verifier fit(List<JudgedAnswer> answers, Provenance provenance) {
    new Problems("judged answers")
        .require(answers.size() >= FEWEST, "", "at least " + FEWEST, answers.size())
        .throwIfAny();
    var features =
        answers.stream()
            .map(answer -> AnswerFeatures.of(answer.question(), answer.answer()))
            .toArray(double[][]::new);
    var scaling = Scaling.of(features);
    for (int i = 0; i < features.length; i++) {
      features[i] = scaling.of(features[i]);
    }
    var quality = answers.stream().mapToDouble(JudgedAnswer::quality).toArray();
    var rows = Arrays.stream(features).map(Verifier::weighted).toList();
    var order = new ArrayList<>(rows);
    Collections.shuffle(order, new Random(1));
    var chosen = order.subList(0, Math.min(CENTRES, order.size()));
    var centres = Centres.of(chosen, features[0].length, WIDTH);
    return new Verifier(
        provenance,
        scaling,
        Logistic.fit(features, quality, PENALTY),
        centres,
        new Radial(centres, rows, SMOOTHNESS).fit(quality));
  }
}
