package io.sluice.runner.evaluation;

import io.sluice.router.evaluation.Bootstrap;
import io.sluice.router.evaluation.Comparison;
import io.sluice.router.evaluation.Estimate;
import io.sluice.router.evaluation.Metric;
import io.sluice.router.evaluation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an evaluation found, as JSON: figures, and the outcome of each case without its content. */
final class EvalJson {

  private static final int VERSION = 1;

  private static final JsonMapper JSON = new JsonMapper();

  private EvalJson() {}

  static String write(EvalResult result) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("version", VERSION);
    json.put("file", result.file());
    json.put("route", result.route());
    json.put("tiers", result.catalog().tiers());
    json.put("cheap", result.baselines().cheap().name());
    json.put("strong", result.baselines().strong().name());
    json.put("cases", result.evaluation().outcomes().size());
    json.put("ideal_tiers_of_the_file", result.labelled());
    json.put("unknown_quality", result.evaluation().unknownQuality());
    json.put("first_attempts", result.attempts());
    json.put("ranking", result.evaluation().ranking().name().toLowerCase(Locale.ROOT));
    json.put(
        "bootstrap",
        Map.of(
            "resamples", result.bootstrap().resamples(),
            "seed", result.bootstrap().seed(),
            "level", result.bootstrap().level()));
    json.put("metrics", estimates(result.figures()));
    json.put("confusion", result.evaluation().confusion().counts());
    json.put("targets", result.targets());
    json.put("reasons", result.reasons());
    json.put("categories", categories(result));
    json.put("gates", result.gates().stream().map(gate -> gate(gate, result.figures())).toList());
    json.put("compared", result.compared().map(EvalJson::compared).orElse(null));
    json.put("outcomes", result.evaluation().outcomes().stream().map(EvalJson::outcome).toList());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  private static Map<String, Object> estimates(Map<Metric, Estimate> estimates) {
    var json = new LinkedHashMap<String, Object>();
    estimates.forEach((metric, estimate) -> json.put(metric.word(), estimate(metric, estimate)));
    return json;
  }

  private static Map<String, @Nullable Object> estimate(Metric metric, Estimate estimate) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("value", number(estimate.value()));
    json.put("low", number(estimate.low()));
    json.put("high", number(estimate.high()));
    json.put("higher_is_better", metric.higherIsBetter());
    return json;
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static Map<String, Object> categories(EvalResult result) {
    var once = new Bootstrap(1, 0, 0.5);
    var json = new LinkedHashMap<String, Object>();
    result
        .categories()
        .forEach((category, evaluation) -> {
          var figures = new LinkedHashMap<String, @Nullable Object>();
          figures.put("cases", evaluation.outcomes().size());
          evaluation
              .estimates(once)
              .forEach((metric, estimate) -> figures.put(metric.word(), number(estimate.value())));
          json.put(category, figures);
        });
    return json;
  }

  private static Map<String, @Nullable Object> gate(Gate gate, Map<Metric, Estimate> figures) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("metric", gate.name());
    json.put(gate.under() ? "at_least" : "at_most", gate.bound());
    json.put("reached", number(gate.reached(figures)));
    json.put("passed", gate.failure(figures).isEmpty());
    return json;
  }

  private static Map<String, Object> compared(Comparison compared) {
    return Map.of(
        "cases", compared.cases(),
        "moved", compared.moved(),
        "differences", estimates(compared.differences()));
  }

  private static Map<String, @Nullable Object> outcome(Outcome outcome) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", outcome.id());
    json.put("category", outcome.category());
    json.put("ideal", outcome.ideal().orElse(null));
    json.put("tier", outcome.tier().orElse(null));
    json.put("target", outcome.target().orElse(null));
    json.put("reason", outcome.reason());
    json.put("hard", number(outcome.hard()));
    json.put("cost_micros", number(outcome.cost().chosen()));
    json.put("cost_micros_cheap", number(outcome.cost().cheap()));
    json.put("cost_micros_strong", number(outcome.cost().strong()));
    json.put("cost_micros_least", number(outcome.cost().least()));
    json.put("quality", number(outcome.quality().chosen()));
    json.put("quality_cheap", number(outcome.quality().cheap()));
    json.put("quality_strong", number(outcome.quality().strong()));
    json.put("quality_best", number(outcome.quality().best()));
    return json;
  }

  /**
   * Reads the outcomes of an earlier evaluation.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static List<Outcome> outcomes(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is no JSON", e);
    }
    if (json.path("version").asInt(0) != VERSION || !json.path("outcomes").isArray()) {
      throw new IllegalArgumentException(
          "is not what eval --json wrote, with version %d and outcomes".formatted(VERSION));
    }
    var outcomes = new ArrayList<Outcome>();
    json.path("outcomes").forEach(outcome -> outcomes.add(outcome(outcome)));
    return outcomes;
  }

  private static Outcome outcome(JsonNode json) {
    return new Outcome(
        json.path("id").asString(""),
        json.path("category").asString(""),
        text(json, "ideal"),
        text(json, "tier"),
        text(json, "target"),
        json.path("reason").asString(""),
        json.path("hard").doubleValue(Double.NaN),
        new Outcome.Cost(
            json.path("cost_micros").doubleValue(Double.NaN),
            json.path("cost_micros_cheap").doubleValue(Double.NaN),
            json.path("cost_micros_strong").doubleValue(Double.NaN),
            json.path("cost_micros_least").doubleValue(Double.NaN)),
        new Outcome.Quality(
            json.path("quality").doubleValue(Double.NaN),
            json.path("quality_cheap").doubleValue(Double.NaN),
            json.path("quality_strong").doubleValue(Double.NaN),
            json.path("quality_best").doubleValue(Double.NaN)));
  }

  private static Optional<String> text(JsonNode json, String key) {
    return Optional.ofNullable(json.path(key).stringValue(null));
  }
}
