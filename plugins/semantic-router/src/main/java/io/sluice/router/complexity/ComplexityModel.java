package io.sluice.router.complexity;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.asked.Ask;
import io.sluice.router.linear.Centres;
import io.sluice.router.linear.Linear;
import io.sluice.router.linear.Provenance;
import io.sluice.router.linear.Scaling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * Scores how much a prompt asks of a model, from its embedding and from what can be counted in it.
 *
 * <p>Prompts are compared with a few hundred centres, which are training prompts as vectors,
 * without their text. Immutable; the same prompt always gives the same score.
 */
public final class ComplexityModel {

  private static final String DEFAULT = "complexity-model.bin";

  final String embedding;
  final Provenance provenance;
  final Scaling scaling;
  final Centres centres;
  final Head hard;
  final Head fails;
  final Head bySentence;
  final Head byText;
  final double base;
  final double failsBase;
  final Map<String, Linear> categories;

  ComplexityModel(
      String embedding,
      Provenance provenance,
      Scaling scaling,
      Centres centres,
      Head hard,
      Head fails,
      Head bySentence,
      Head byText,
      double base,
      double failsBase,
      Map<String, Linear> categories) {
    this.embedding = embedding;
    this.provenance = provenance;
    this.scaling = scaling;
    this.centres = centres;
    this.hard = hard;
    this.fails = fails;
    this.bySentence = bySentence;
    this.byText = byText;
    this.base = base;
    this.failsBase = failsBase;
    this.categories = categories;
  }

  /**
   * Reads a model.
   *
   * @throws InvalidConfigException if it is cut, changed, of another version or for other features
   */
  public static ComplexityModel read(byte[] file) {
    return ComplexityFile.read(file);
  }

  /** Returns the model that comes with this program. */
  public static ComplexityModel packaged() {
    try (var stream = ComplexityModel.class.getResourceAsStream(DEFAULT)) {
      if (stream == null) {
        throw new IllegalStateException("no " + DEFAULT);
      }
      return read(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the bytes that {@link #read} reads. */
  public byte[] write() {
    return ComplexityFile.write(this);
  }

  /** Returns the {@link EmbeddingModel#id} of the embeddings that this model scores. */
  public String embedding() {
    return embedding;
  }

  public Provenance provenance() {
    return provenance;
  }

  /**
   * Scores an ask.
   *
   * @param model with the id {@link #embedding}
   * @throws io.sluice.exchange.DependencyException if the embedding fails
   */
  public Complexity of(Ask ask, EmbeddingModel model) {
    if (!model.id().equals(embedding)) {
      throw new IllegalArgumentException(
          "a complexity model for %s, not for %s".formatted(embedding, model.id()));
    }
    return of(ask.text(), ask.embedding(model));
  }

  /**
   * Scores a prompt; takes microseconds.
   *
   * @param sentence the prompt's embedding by the model named {@link #embedding}
   */
  public Complexity of(String prompt, Embedding sentence) {
    var vector = PromptVector.of(sentence, TextFeatures.of(prompt), scaling);
    var near = centres.nearness(vector.joined());
    return new Complexity(
        hard.probability(near),
        base,
        bySentence.probability(vector.sentence()),
        byText.probability(vector.text()),
        fails.probability(near),
        failsBase,
        category(vector));
  }

  private Optional<String> category(PromptVector vector) {
    Optional<String> best = Optional.empty();
    double highest = Double.NEGATIVE_INFINITY;
    for (var category : categories.entrySet()) {
      double score = category.getValue().of(vector.sentence());
      if (score > highest) {
        highest = score;
        best = Optional.of(category.getKey());
      }
    }
    return best;
  }
}
