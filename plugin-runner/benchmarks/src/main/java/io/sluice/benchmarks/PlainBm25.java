package io.sluice.benchmarks;

import io.sluice.compressor.extract.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * BM25 (k1 = 1.2, b = 0.75) over lower-case words, of Chinese over pairs: what anybody would do.
 */
final class PlainBm25 {

  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private PlainBm25() {}

  static double[] ofUnits(String question, List<Unit> units) {
    return score(question, units.stream().map(PlainBm25::terms).toList());
  }

  /** Adds 0.6 times the score of its passage to that of a unit. */
  static double[] withPassages(String question, List<Unit> units) {
    var scores = ofUnits(question, units);
    var passages = new ArrayList<List<String>>();
    var of = new int[units.size()];
    for (int i = 0; i < of.length; i++) {
      // A text without documents has one passage: its paragraphs stand for them.
      boolean first = i == 0 || units.get(i).paragraph() != units.get(i - 1).paragraph();
      if (first) {
        passages.add(terms(units.get(i).heading()));
      }
      of[i] = passages.size() - 1;
      passages.getLast().addAll(terms(units.get(i)));
    }
    var ofPassages = score(question, passages);
    for (int i = 0; i < of.length; i++) {
      scores[i] += 0.6 * ofPassages[of[i]];
    }
    return scores;
  }

  /** Smooths over six units on both sides, each step away worth 0.6 of the one before. */
  static double[] smoothed(String question, List<Unit> units) {
    var scores = ofUnits(question, units);
    var smoothed = scores.clone();
    for (int i = 0; i < scores.length; i++) {
      double weight = 1;
      for (int step = 1; step <= 6; step++) {
        weight *= 0.6;
        smoothed[i] += i >= step ? weight * scores[i - step] : 0;
        smoothed[i] += i + step < scores.length ? weight * scores[i + step] : 0;
      }
    }
    return smoothed;
  }

  private static double[] score(String question, List<List<String>> texts) {
    var counts = texts.stream().map(PlainBm25::counts).toList();
    double mean = texts.stream().mapToInt(List::size).average().orElse(1);
    var scores = new double[texts.size()];
    for (var term : new HashSet<>(terms(question))) {
      long with = counts.stream().filter(count -> count.containsKey(term)).count();
      double idf = Math.log(1 + (texts.size() - with + 0.5) / (with + 0.5));
      for (int i = 0; i < scores.length; i++) {
        double count = counts.get(i).getOrDefault(term, 0);
        double length = texts.get(i).size() / mean;
        scores[i] += idf * count * (K1 + 1) / (count + K1 * (1 - B + B * length));
      }
    }
    return scores;
  }

  private static Map<String, Integer> counts(List<String> terms) {
    var counts = new HashMap<String, Integer>();
    terms.forEach(term -> counts.merge(term, 1, Integer::sum));
    return counts;
  }

  private static List<String> terms(Unit unit) {
    return terms(unit.text());
  }

  private static List<String> terms(String text) {
    var terms = new ArrayList<String>();
    var before = "";
    for (var word : CompressionSets.words(text).strip().split(" ", -1)) {
      boolean ideograph = !word.isEmpty() && Character.isIdeographic(word.codePointAt(0));
      if (!ideograph && !word.isEmpty()) {
        terms.add(word);
      } else if (ideograph && !before.isEmpty()) {
        terms.add(before + word);
      }
      before = ideograph ? word : "";
    }
    return terms;
  }
}
