package io.sluice.runner.evaluation;

import io.sluice.router.evaluation.Baselines;
import io.sluice.router.evaluation.Bootstrap;
import io.sluice.router.evaluation.Estimate;
import io.sluice.router.evaluation.RoutingCurve;
import io.sluice.router.evaluation.Thresholds;
import io.sluice.router.linear.Logistic;
import io.sluice.runner.admin.cli.Table;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a training found, before anything is written.
 *
 * @param rankings what was compared, by what it is; the first is the new model
 * @param base the mean of the score in the training data
 * @param cheapQuality of always-cheap: what the catalog says, else what was recorded
 * @param inCatalog whether the catalog says it
 */
record TrainResult(
    int rows,
    int leftOut,
    int folds,
    Baselines baselines,
    Map<String, Ranking> rankings,
    Thresholds.Goal goal,
    Thresholds.Choice choice,
    double base,
    double cheapQuality,
    boolean inCatalog) {

  /** The figures of one way to rank the prompts. */
  record Ranking(Estimate apgr, Estimate cpt50, Estimate cpt80) {

    static Ranking of(RoutingCurve curve, Bootstrap bootstrap) {
      var estimates =
          bootstrap.estimates(
              curve.rows(),
              List.of(curve::apgr, times -> curve.cpt(0.5, times), times -> curve.cpt(0.8, times)));
      return new Ranking(estimates.get(0), estimates.get(1), estimates.get(2));
    }
  }

  /**
   * Returns the route's quality_bar that the threshold stands for: the quality that is expected of
   * always-cheap on a prompt with exactly that score.
   */
  double qualityBar() {
    double hard = Math.clamp(choice.hard().value(), 1e-6, 1 - 1e-6);
    double harder = Logistic.logit(hard) - Logistic.logit(base);
    return Logistic.probability(Logistic.logit(cheapQuality) - harder);
  }

  /** Returns the figures in words, to go into the model's file. */
  List<String> figures() {
    return rankings.entrySet().stream()
        .map(entry ->
            "%s: APGR %s".formatted(entry.getKey(), Shown.estimate(entry.getValue().apgr(), 3)))
        .toList();
  }

  void print(PrintWriter out) {
    out.printf(
        "%d cases, %d left out; %d folds; from %s to %s%n%n",
        rows, leftOut, folds, baselines.cheap().name(), baselines.strong().name());
    var table = new Table("RANKED BY", "APGR (95 % INTERVAL)", "CPT(50 %)", "CPT(80 %)");
    rankings.forEach((what, figures) ->
        table.add(
            what,
            Shown.estimate(figures.apgr(), 3),
            Shown.estimate(figures.cpt50(), 3),
            Shown.estimate(figures.cpt80(), 3)));
    table.print(out);
    out.println();
    out.println(
        goal.kind() == Thresholds.Goal.Kind.QUALITY
            ? "wanted: at least %s of the quality of always-strong".formatted(goal.share())
            : "wanted: at most %s of the cost of always-strong".formatted(goal.share()));
    if (!choice.reached()) {
      out.println("no threshold reaches that; this is the nearest:");
    }
    var chosen = new Table("", "VALUE (95 % INTERVAL)");
    chosen.add("hard over", Shown.estimate(choice.hard(), 4));
    chosen.add("quality kept", Shown.estimate(choice.qualityKept(), 4));
    chosen.add("cost of strong", Shown.estimate(choice.costOfStrong(), 4));
    chosen.add("share of strong", Shown.estimate(choice.strongShare(), 4));
    chosen.print(out);
    out.printf(
        "quality_bar: %s, where the catalog's quality of %s is %s%s%n",
        Shown.decimal(qualityBar(), 4),
        baselines.cheap().name(),
        Shown.decimal(cheapQuality, 4),
        inCatalog ? "" : " (as recorded: write it there)");
    out.flush();
  }

  String json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("rows", rows);
    json.put("left_out", leftOut);
    json.put("folds", folds);
    json.put("cheap", baselines.cheap().name());
    json.put("strong", baselines.strong().name());
    var ranked = new LinkedHashMap<String, Object>();
    rankings.forEach((what, figures) ->
        ranked.put(
            what,
            Map.of(
                "apgr", estimate(figures.apgr()),
                "cpt_50", estimate(figures.cpt50()),
                "cpt_80", estimate(figures.cpt80()))));
    json.put("ranked_by", ranked);
    json.put("wanted", goal.kind().name().toLowerCase(Locale.ROOT) + "=" + goal.share());
    json.put("reached", choice.reached());
    json.put("hard", estimate(choice.hard()));
    json.put("quality_kept", estimate(choice.qualityKept()));
    json.put("cost_of_strong", estimate(choice.costOfStrong()));
    json.put("strong_share", estimate(choice.strongShare()));
    json.put("quality_bar", qualityBar());
    json.put("cheap_quality", cheapQuality);
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  private static Map<String, @Nullable Object> estimate(Estimate estimate) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("value", number(estimate.value()));
    json.put("low", number(estimate.low()));
    json.put("high", number(estimate.high()));
    return json;
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
