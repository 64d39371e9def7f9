package io.sluice.compressor.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The question's terms of one kind, words or grams, and where they stand in the units.
 *
 * <p>BM25 with k1 = 1.2 and b = 0.75; surroundings saturate later.
 */
final class Field {

  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double CONTEXT_K1 = 8;

  /** Of a long question, the rarest terms count. */
  private static final int MOST_TERMS = 64;

  private final TermTable terms;
  private final List<Postings> postings = new ArrayList<>();
  private final double[] lengths;

  Field(TermTable terms, int units) {
    this.terms = terms;
    this.lengths = new double[units];
    for (int i = 0; i < terms.count(); i++) {
      postings.add(new Postings());
    }
  }

  void text(int unit, long term) {
    lengths[unit]++;
    int number = terms.find(term);
    if (number >= 0) {
      postings.get(number).text(unit);
    }
  }

  void heading(int unit, int number) {
    postings.get(number).heading(unit);
  }

  int find(long term) {
    return terms.find(term);
  }

  Postings postings(int number) {
    return postings.get(number);
  }

  double[] lengths() {
    return lengths;
  }

  /** Returns the terms that are found, the rarest first, no more than count. */
  private List<Postings> found() {
    return postings.stream()
        .filter(term -> term.count() > 0)
        .sorted(Comparator.comparingInt(Postings::count))
        .limit(MOST_TERMS)
        .toList();
  }

  double[] ofUnits() {
    var scores = new double[lengths.length];
    double mean = Normal.mean(lengths) + 1;
    for (var term : found()) {
      double idf = idf(term.count(), lengths.length);
      for (int i = 0; i < term.count(); i++) {
        int unit = term.unit(i);
        double count = term.inText(i) + term.inHeading(i);
        scores[unit] += idf * saturated(count, K1, (lengths[unit] + 1) / mean);
      }
    }
    return scores;
  }

  /** Returns for each unit the score of its group as one text; a heading counts once. */
  double[] ofGroups(Groups groups) {
    var sizes = new double[groups.count()];
    for (int i = 0; i < lengths.length; i++) {
      sizes[groups.of(i)] += lengths[i];
    }
    double mean = Math.max(1, Normal.mean(sizes));
    var scores = new double[groups.count()];
    for (var term : found()) {
      int with = 0;
      for (int i = 0; i < term.count(); i++) {
        with += i == 0 || groups.of(term.unit(i)) != groups.of(term.unit(i - 1)) ? 1 : 0;
      }
      double idf = idf(with, groups.count());
      int i = 0;
      while (i < term.count()) {
        int group = groups.of(term.unit(i));
        double count = term.inHeading(i);
        while (i < term.count() && groups.of(term.unit(i)) == group) {
          count += term.inText(i);
          i++;
        }
        scores[group] += idf * saturated(count, K1, sizes[group] / mean);
      }
    }
    return groups.spread(scores);
  }

  /** Returns for each unit the score of its surroundings, which fade with the distance. */
  double[] ofSurroundings() {
    var sizes = lengths.clone();
    Surroundings.smooth(sizes, Weights.DECAY);
    double mean = Math.max(1e-9, Normal.mean(sizes));
    var scores = new double[lengths.length];
    var counts = new double[lengths.length];
    for (var term : found()) {
      double idf = idf(term.count(), lengths.length);
      for (int i = 0; i < term.count(); i++) {
        counts[term.unit(i)] = term.inText(i) + Weights.CONTEXT_HEADING * term.inHeading(i);
      }
      Surroundings.smooth(counts, Weights.DECAY);
      for (int i = 0; i < counts.length; i++) {
        scores[i] += idf * saturated(counts[i], CONTEXT_K1, sizes[i] / mean);
        counts[i] = 0;
      }
    }
    return scores;
  }

  private static double idf(int with, int all) {
    return Math.log(1 + (all - with + 0.5) / (with + 0.5));
  }

  private static double saturated(double count, double k1, double length) {
    return count * (k1 + 1) / (count + k1 * (1 - B + B * length));
  }
}
