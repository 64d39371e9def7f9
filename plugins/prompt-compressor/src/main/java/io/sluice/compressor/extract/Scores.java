package io.sluice.compressor.extract;

import io.sluice.compressor.text.StopWords;
import io.sluice.compressor.text.TimeLimit;
import io.sluice.exchange.EmbeddingModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each unit is worth to the question, before a sentence model is asked. */
final class Scores {

  /** Something of the question that stands in more units, by share and by number, is no key. */
  private static final double FEW = 0.05;

  private static final int FEW_UNITS = 3;

  private final List<Unit> units;
  private final Question question;
  private final Reading reading;
  private final Groups passages;
  private final Groups paragraphs;
  private double cohesion;

  Scores(Question question, List<Unit> units) {
    this.question = question;
    this.units = units;
    reading = new Reading(question, units);
    passages = Groups.of(units, Unit::passage);
    paragraphs = Groups.of(units, Unit::paragraph);
  }

  /** Scores; empty if the time was up. */
  Optional<double[]> of(String asked, @Nullable EmbeddingModel words, TimeLimit limit) {
    if (!reading.read(limit)) {
      return Optional.empty();
    }
    if (question.isEmpty()) {
      return Optional.of(central());
    }
    Optional<Meaning> meaning =
        words == null ? Optional.empty() : Meaning.of(words, asked, units, limit);
    if (limit.isOver()) {
      return Optional.empty();
    }
    cohesion = Cohesion.of(reading, units, passages, paragraphs);
    var sum = new double[units.size()];
    if (cohesion < 1) {
      alone(meaning, 1 - cohesion, sum);
    }
    if (cohesion > 0) {
      inContext(meaning, cohesion * Weights.CONTEXT, sum);
    }
    exact(sum);
    return limit.isOver() ? Optional.empty() : Optional.of(sum);
  }

  Reading reading() {
    return reading;
  }

  Groups paragraphs() {
    return paragraphs;
  }

  /** Returns how much the surroundings count, 0 to 1. */
  double cohesion() {
    return cohesion;
  }

  private void alone(Optional<Meaning> meaning, double weight, double[] sum) {
    for (var field : List.of(reading.words(), reading.grams())) {
      // Two fields, half each.
      double half = weight / 2;
      var ofUnits = field.ofUnits();
      Normal.add(ofUnits, half * Weights.UNIT, sum);
      Normal.add(field.ofGroups(paragraphs), half * Weights.PASSAGE / 2, sum);
      Normal.add(field.ofGroups(passages), half * Weights.PASSAGE / 2, sum);
      Normal.add(paragraphs.best(ofUnits), half * Weights.BEST_OF_PARAGRAPH, sum);
      Normal.add(neighbours(ofUnits), half * Weights.NEIGHBOURS, sum);
    }
    if (meaning.isPresent()) {
      var ofUnit = meaning.get().ofUnit();
      Normal.add(ofUnit, weight * Weights.STATIC_UNIT, sum);
      var mean = paragraphs.mean(ofUnit, reading.words().lengths());
      Normal.add(mean, weight * Weights.STATIC_PARAGRAPH, sum);
      Normal.add(paragraphs.best(ofUnit), weight * Weights.STATIC_BEST, sum);
    }
  }

  private void inContext(Optional<Meaning> meaning, double weight, double[] sum) {
    for (var field : List.of(reading.words(), reading.grams())) {
      Normal.add(field.ofSurroundings(), weight / 2, sum);
      Normal.add(field.ofUnits(), weight / 2 * Weights.CONTEXT_UNIT, sum);
    }
    if (meaning.isPresent()) {
      Normal.add(meaning.get().surroundings(), weight * Weights.CONTEXT_STATIC, sum);
    }
  }

  private double[] neighbours(double[] values) {
    var sums = new double[values.length];
    for (int i = 1; i < values.length; i++) {
      if (!paragraphs.isFirst(i)) {
        sums[i] += values[i - 1];
        sums[i - 1] += values[i];
      }
    }
    return sums;
  }

  /** Raises the units in which an identifier, a long number or a quote of the question stands. */
  private void exact(double[] sum) {
    double few = Math.max(FEW_UNITS, FEW * units.size());
    var raised = new boolean[sum.length];
    for (int[] terms : question.exact()) {
      var in = new int[sum.length];
      for (int term : terms) {
        var postings = reading.words().postings(term);
        for (int i = 0; i < postings.count(); i++) {
          in[postings.unit(i)]++;
        }
      }
      int with = 0;
      for (int found : in) {
        with += found == terms.length ? 1 : 0;
      }
      for (int i = 0; with <= few && i < in.length; i++) {
        raised[i] |= in[i] == terms.length;
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += raised[i] ? Weights.EXACT : 0;
    }
  }

  /** Nobody asks: units of frequent words, and those that begin something, stand for the rest. */
  private double[] central() {
    var terms = new TermTable();
    var counts = new double[reading.words().lengths().length + 1];
    double[] seen = counts;
    for (int unit = 0; unit < units.size(); unit++) {
      for (int i = 0; i < reading.length(unit); i++) {
        long word = reading.word(unit, i);
        if (!StopWords.contains(word)) {
          int term = terms.add(word);
          if (term >= seen.length) {
            seen = java.util.Arrays.copyOf(seen, 2 * seen.length);
          }
          seen[term]++;
        }
      }
    }
    var frequency = new double[units.size()];
    for (int unit = 0; unit < units.size(); unit++) {
      double sum = 0;
      for (int i = 0; i < reading.length(unit); i++) {
        int term = terms.find(reading.word(unit, i));
        sum += term < 0 ? 0 : Math.log1p(seen[term] - 1);
      }
      frequency[unit] = sum / (reading.length(unit) + 5);
    }
    var scores = new double[units.size()];
    Normal.add(frequency, Weights.CENTRAL, scores);
    for (int unit = 0; unit < scores.length; unit++) {
      scores[unit] += paragraphs.isFirst(unit) ? Weights.BEGINS_PARAGRAPH : 0;
      scores[unit] += passages.isFirst(unit) ? Weights.BEGINS_PASSAGE : 0;
    }
    return scores;
  }
}
