package io.sluice.router.verifier;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.complexity.Complexity;
import io.sluice.router.linear.Centres;
import io.sluice.router.linear.Linear;
import io.sluice.router.linear.Logistic;
import io.sluice.router.linear.ModelFile;
import io.sluice.router.linear.Provenance;
import io.sluice.router.linear.Scaling;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Scores how likely an answer is right, from what can be counted in question and answer: arithmetic
 * computed again, numbers that were not used, doubt, repetition, the form of the result.
 *
 * <p>It knows nothing of the world: an answer that is wrong and well formed passes. Immutable;
 * takes well under a millisecond for an ordinary answer, in proportion to its length.
 */
public final class Verifier {

  private static final ModelFile FORM = new ModelFile("verifier", 0x534C5646, 1);

  private static final String DEFAULT = "verifier-model.bin";

  /** What is longer is judged by its beginning and end, in characters. */
  private static final int LONGEST = 200_000;

  /** How much a deviation of a feature counts in a distance. */
  private static final double FEATURE_WEIGHT = 0.2;

  /** Furthest logit of one of the two parts, so that neither decides alone. */
  private static final double FURTHEST = 6;

  private static final double LEAST = 0.03;

  private final Provenance provenance;
  private final Scaling scaling;
  private final Linear weights;
  private final Centres centres;
  private final Linear shares;

  /**
   * @param weights of the features, for a logit
   * @param shares of the nearness to the centres, for a probability
   */
  Verifier(Provenance provenance, Scaling scaling, Linear weights, Centres centres, Linear shares) {
    this.provenance = provenance;
    this.scaling = scaling;
    this.weights = weights;
    this.centres = centres;
    this.shares = shares;
  }

  /** Returns the verifier that comes with this program. */
  public static Verifier packaged() {
    try (var stream = Verifier.class.getResourceAsStream(DEFAULT)) {
      if (stream == null) {
        throw new IllegalStateException("no " + DEFAULT);
      }
      return read(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a verifier.
   *
   * @throws InvalidConfigException if it is cut, changed, of another version or for other features
   */
  public static Verifier read(byte[] file) {
    return FORM.read(file, Verifier::readFields);
  }

  private static Verifier readFields(DataInputStream in) throws IOException {
    var provenance = Provenance.read(in);
    var features = ModelFile.readTexts(in);
    FORM.require(
        features.equals(AnswerFeatures.NAMES),
        "features",
        "those of this program",
        features.size() + " others");
    int size = features.size();
    var scaling = new Scaling(ModelFile.readNumbers(in, size), ModelFile.readNumbers(in, size));
    var weights = ModelFile.readLinear(in, size);
    var centres = Centres.read(in, size);
    return new Verifier(
        provenance, scaling, weights, centres, ModelFile.readLinear(in, centres.size()));
  }

  /** Returns the bytes that {@link #read} reads. */
  public byte[] write() {
    return FORM.write(out -> {
      provenance.write(out);
      ModelFile.writeTexts(out, AnswerFeatures.NAMES);
      ModelFile.writeNumbers(out, scaling.means());
      ModelFile.writeNumbers(out, scaling.deviations());
      ModelFile.writeLinear(out, weights);
      centres.write(out);
      ModelFile.writeLinear(out, shares);
    });
  }

  public Provenance provenance() {
    return provenance;
  }

  /** Returns the probability that an answer is right, in (0, 1), by the answer and its question. */
  public double score(String question, String answer) {
    return Logistic.probability(logit(question, answer));
  }

  /**
   * Returns the same, lower for a prompt that is harder than most and higher for an easier one.
   *
   * @param complexity of the question
   */
  public double score(String question, String answer, Complexity complexity) {
    double harder = Logistic.logit(complexity.hard()) - Logistic.logit(complexity.base());
    return Logistic.probability(logit(question, answer) - harder);
  }

  private double logit(String question, String answer) {
    var features = scaling.of(AnswerFeatures.of(held(question), held(answer)));
    double line = Math.clamp(weights.of(features), -FURTHEST, FURTHEST);
    double curve = shares.of(centres.nearness(weighted(features)));
    return (line + Logistic.logit(Math.clamp(curve, LEAST, 1 - LEAST))) / 2;
  }

  /** Returns scaled features as the centres are compared with them. */
  static float[] weighted(double[] features) {
    var weighted = new float[features.length];
    for (int i = 0; i < features.length; i++) {
      weighted[i] = (float) (FEATURE_WEIGHT * features[i]);
    }
    return weighted;
  }

  private static String held(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST / 2) + text.substring(text.length() - LONGEST / 2);
  }
}
