package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A line of the table.
 *
 * @param target what is aimed at, in words; empty if nothing is
 */
record CacheMetric(
    String set, String name, String target, ToDoubleFunction<List<CacheOutcome>> value) {

  /** A figure with the interval that 95 % of its bootstrap samples are in. */
  record Figure(double value, double low, double high) {}

  private static final int SAMPLES = 500;

  static List<CacheMetric> all() {
    var metrics = new ArrayList<CacheMetric>();
    metrics.add(share("gptcache-mock", "right", ">= 92 %", any -> true, CacheOutcome::right));
    metrics.add(share("gptcache-mock", "wrong", "< 3 %", any -> true, CacheOutcome::wrong));
    var pairs = "adversarial-near-dup";
    metrics.add(share(pairs, "false hits", "<= 5 %", o -> !o.answerable(), CacheOutcome::hit));
    for (var kind :
        List.of(
            "number_swap",
            "wordnum_swap",
            "entity_swap",
            "antonym_swap",
            "direction_swap",
            "negation")) {
      metrics.add(share(pairs, kind, "<= 15 %", o -> o.kind().equals(kind), CacheOutcome::hit));
    }
    metrics.add(
        share(pairs, "harmless edits hit", ">= 88 %", CacheOutcome::answerable, CacheOutcome::hit));
    for (var kind : List.of("typo", "contraction", "case", "punctuation", "politeness")) {
      metrics.add(share(pairs, kind, "", o -> o.kind().equals(kind), CacheOutcome::hit));
    }
    var faq = "banking-faq";
    metrics.add(
        share(faq, "precision, all hits", ">= 97 %", CacheOutcome::hit, CacheOutcome::right));
    metrics.add(
        share(
            faq, "precision, answerable", "", o -> o.hit() && o.answerable(), CacheOutcome::right));
    metrics.add(
        share(faq, "answerable hit", ">= 45 %", CacheOutcome::answerable, CacheOutcome::hit));
    metrics.add(share(faq, "uncached hit", "<= 1.5 %", o -> !o.answerable(), CacheOutcome::hit));
    var turns = "contextual";
    metrics.add(new CacheMetric(turns, "F1", ">= 0.90", CacheMetric::f1));
    metrics.add(share(turns, "precision", "", CacheOutcome::hit, CacheOutcome::right));
    metrics.add(share(turns, "recall", "", CacheOutcome::answerable, CacheOutcome::right));
    metrics.add(
        share(turns, "accuracy", "", any -> true, o -> o.answerable() ? o.right() : !o.hit()));
    for (var kind :
        List.of(
            "standalone_paraphrase",
            "followup_paraphrase_same_context",
            "followup_other_context",
            "followup_without_context")) {
      var target = kind.equals("followup_other_context") ? "0" : "";
      metrics.add(share(turns, kind, target, o -> o.kind().equals(kind), CacheOutcome::hit));
    }
    for (var language : CacheSets.LANGUAGES) {
      var target = language.equals("en") ? "" : "<= half-en";
      var half = "half-" + language;
      var to = "to-" + language;
      var xquad = "xquad-crosslingual";
      metrics.add(
          share(xquad, half + " false", target, o -> o.kind().equals(half), CacheOutcome::wrong));
      if (!language.equals("en")) {
        metrics.add(
            share(xquad, to + " false", target, o -> o.kind().equals(to), CacheOutcome::wrong));
        metrics.add(share(xquad, to + " right", "", o -> o.kind().equals(to), CacheOutcome::right));
      }
    }
    return metrics;
  }

  private static CacheMetric share(
      String set,
      String name,
      String target,
      Predicate<CacheOutcome> of,
      Predicate<CacheOutcome> counted) {
    return new CacheMetric(
        set,
        name,
        target,
        outcomes -> {
          double whole = outcomes.stream().filter(of).count();
          return whole == 0 ? 0 : outcomes.stream().filter(of.and(counted)).count() / whole;
        });
  }

  private static double f1(List<CacheOutcome> outcomes) {
    double right = outcomes.stream().filter(CacheOutcome::right).count();
    double hits = outcomes.stream().filter(CacheOutcome::hit).count();
    double answerable = outcomes.stream().filter(CacheOutcome::answerable).count();
    return hits + answerable == 0 ? 0 : 2 * right / (hits + answerable);
  }

  Figure of(List<CacheOutcome> outcomes) {
    var random = new Random(1);
    var values = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      values[i] =
          value.applyAsDouble(
              random.ints(outcomes.size(), 0, outcomes.size()).mapToObj(outcomes::get).toList());
    }
    Arrays.sort(values);
    return new Figure(
        value.applyAsDouble(outcomes), values[SAMPLES * 25 / 1000], values[SAMPLES * 975 / 1000]);
  }

  double ofHalf(List<CacheOutcome> outcomes, int half) {
    return value.applyAsDouble(outcomes.stream().filter(o -> o.half() == half).toList());
  }
}
