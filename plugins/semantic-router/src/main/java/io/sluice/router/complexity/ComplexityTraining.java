package io.sluice.router.complexity;

import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Problems;
import io.sluice.router.linear.Calibration;
import io.sluice.router.linear.Centres;
import io.sluice.router.linear.Linear;
import io.sluice.router.linear.Provenance;
import io.sluice.router.linear.Radial;
import io.sluice.router.linear.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Fits a {@link ComplexityModel} to prompts with recorded qualities.
 *
 * <p>The same examples in the same order give the same model. Takes seconds for a few thousand
 * examples, once they are embedded.
 */
public final class ComplexityTraining {

  /** With fewer examples than this, a score says nothing. */
  public static final int FEWEST = 50;

  /** Chosen by cross-validation, one for all sets of {@code routing/}; flat around these values. */
  private static final int CENTRES = 256;

  private static final double WIDTH = 0.5;
  private static final double SMOOTHNESS = 2;
  private static final double SENTENCE_PENALTY = 5;
  private static final double TEXT_PENALTY = 300;

  /** How much of an example's gain is replaced by the mean of its category. */
  private static final double CATEGORY_SHARE = 0.6;

  /** As many examples of the average are added to each category before its mean is taken. */
  private static final double CATEGORY_PULL = 8;

  private static final double CATEGORY_PENALTY = 3;
  private static final int CATEGORY_FEWEST = 10;
  private static final int FOLDS = 5;

  private ComplexityTraining() {}

  /**
   * Fits a model.
   *
   * @param examples at least {@value #FEWEST}
   * @param model embeds the prompts, and later those to score
   * @param provenance goes into the model's file
   * @throws io.sluice.exchange.InvalidConfigException if the examples are too few, or all alike
   * @throws io.sluice.exchange.DependencyException if the embedding fails
   */
  public static ComplexityModel fit(
      List<TrainingExample> examples, EmbeddingModel model, Provenance provenance) {
    new Problems("training examples")
        .require(examples.size() >= FEWEST, "", "at least " + FEWEST, examples.size())
        .throwIfAny();
    var features = examples.stream().map(e -> TextFeatures.of(e.prompt())).toArray(double[][]::new);
    var scaling = Scaling.of(features);
    var vectors = new ArrayList<PromptVector>();
    for (int i = 0; i < features.length; i++) {
      vectors.add(PromptVector.of(model.embed(examples.get(i).prompt()), features[i], scaling));
    }
    var fit = new Fit(examples, vectors);
    var unseen = fit.scoresOfUnseen();
    var scores = fit.scores();
    double[] hard = fit.values(e -> Math.max(0, e.gain()));
    double[] fails = fit.values(e -> 1 - e.cheapQuality());
    return new ComplexityModel(
        model.id(),
        provenance,
        scaling,
        scores.centres(),
        new Head(scores.gain(), Calibration.fit(unseen[0], hard)),
        new Head(scores.fails(), Calibration.fit(unseen[1], fails)),
        new Head(scores.bySentence(), Calibration.fit(unseen[2], hard)),
        new Head(scores.byText(), Calibration.fit(unseen[3], hard)),
        rate(hard),
        rate(fails),
        fit.categories());
  }

  private static double rate(double[] values) {
    return Math.clamp(Arrays.stream(values).average().orElse(0), 0.01, 0.99);
  }

  /** The four scores, before they are made probabilities. */
  private record Scores(
      Centres centres, Linear gain, Linear fails, Linear bySentence, Linear byText) {

    double[] of(PromptVector vector) {
      var near = centres.nearness(vector.joined());
      return new double[] {
        gain.of(near), fails.of(near), bySentence.of(vector.sentence()), byText.of(vector.text())
      };
    }
  }

  /** Some examples with their vectors. */
  private record Fit(List<TrainingExample> examples, List<PromptVector> vectors) {

    double[] values(ToDoubleFunction<TrainingExample> value) {
      return examples.stream().mapToDouble(value).toArray();
    }

    Scores scores() {
      var rows = vectors.stream().map(PromptVector::joined).toList();
      var order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
      Collections.shuffle(order, new Random(1));
      var chosen = order.stream().limit(CENTRES).map(rows::get).toList();
      var centres = Centres.of(chosen, vectors.getFirst().sentence().length, WIDTH);
      var radial = new Radial(centres, rows, SMOOTHNESS);
      var gain = steadied(values(TrainingExample::gain));
      return new Scores(
          centres,
          radial.fit(gain),
          radial.fit(steadied(values(e -> 1 - e.cheapQuality()))),
          Linear.ridge(
              vectors.stream().map(PromptVector::sentence).toArray(double[][]::new),
              gain,
              SENTENCE_PENALTY),
          Linear.ridge(
              vectors.stream().map(PromptVector::text).toArray(double[][]::new),
              gain,
              TEXT_PENALTY));
    }

    /** Moves values towards the mean of their category, which a single answer's luck moves less. */
    private double[] steadied(double[] values) {
      double mean = Arrays.stream(values).average().orElse(0);
      var sums = new HashMap<String, double[]>();
      for (int i = 0; i < values.length; i++) {
        var sum = sums.computeIfAbsent(category(i), any -> new double[2]);
        sum[0] += values[i];
        sum[1]++;
      }
      var steadied = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        var sum = sums.getOrDefault(category(i), new double[2]);
        double ofCategory = (sum[0] + CATEGORY_PULL * mean) / (sum[1] + CATEGORY_PULL);
        double share = category(i).isEmpty() ? 0 : CATEGORY_SHARE;
        steadied[i] = (1 - share) * values[i] + share * ofCategory;
      }
      return steadied;
    }

    private String category(int index) {
      return examples.get(index).category().orElse("");
    }

    /** Scores each example by a fit that saw neither it nor one with the same words. */
    double[][] scoresOfUnseen() {
      var unseen = new double[4][examples.size()];
      for (int fold = 0; fold < FOLDS; fold++) {
        var in = new ArrayList<Integer>();
        var out = new ArrayList<Integer>();
        for (int i = 0; i < examples.size(); i++) {
          (fold(examples.get(i)) == fold ? out : in).add(i);
        }
        if (in.isEmpty() || out.isEmpty()) {
          continue;
        }
        var scores =
            new Fit(in.stream().map(examples::get).toList(), in.stream().map(vectors::get).toList())
                .scores();
        for (int i : out) {
          var of = scores.of(vectors.get(i));
          for (int head = 0; head < of.length; head++) {
            unseen[head][i] = of[head];
          }
        }
      }
      return unseen;
    }

    private static int fold(TrainingExample example) {
      var words = example.prompt().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
      return Math.floorMod(words.hashCode(), FOLDS);
    }

    /** A score for each category with enough examples; none where there is only one. */
    Map<String, Linear> categories() {
      var counts = new TreeMap<String, Integer>();
      for (var example : examples) {
        example.category().ifPresent(category -> counts.merge(category, 1, Integer::sum));
      }
      counts.values().removeIf(count -> count < CATEGORY_FEWEST);
      if (counts.size() < 2) {
        return Map.of();
      }
      var known =
          IntStream.range(0, examples.size())
              .filter(i -> counts.containsKey(category(i)))
              .toArray();
      var rows =
          Arrays.stream(known).mapToObj(i -> vectors.get(i).sentence()).toArray(double[][]::new);
      var categories = new TreeMap<String, Linear>();
      for (var category : counts.keySet()) {
        var is = Arrays.stream(known).mapToDouble(i -> category(i).equals(category) ? 1 : 0);
        categories.put(category, Linear.ridge(rows, is.toArray(), CATEGORY_PENALTY));
      }
      return categories;
    }
  }
}
