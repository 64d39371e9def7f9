package io.sluice.router.verifier;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.complexity.Complexity;
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

  private final Provenance provenance;
  private final Scaling scaling;
  private final Linear weights;

  Verifier(Provenance provenance, Scaling scaling, Linear weights) {
    this.provenance = provenance;
    this.scaling = scaling;
    this.weights = weights;
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
    return new Verifier(provenance, scaling, ModelFile.readLinear(in, size));
  }

  /** Returns the bytes that {@link #read} reads. */
  public byte[] write() {
    return FORM.write(out -> {
      provenance.write(out);
      ModelFile.writeTexts(out, AnswerFeatures.NAMES);
      ModelFile.writeNumbers(out, scaling.means());
      ModelFile.writeNumbers(out, scaling.deviations());
      ModelFile.writeLinear(out, weights);
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
    var features = AnswerFeatures.of(held(question), held(answer));
    return Math.clamp(weights.of(scaling.of(features)), -12, 12);
  }

  private static String held(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST / 2) + text.substring(text.length() - LONGEST / 2);
  }
}
