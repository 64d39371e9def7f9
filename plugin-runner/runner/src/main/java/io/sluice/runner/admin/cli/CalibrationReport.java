package io.sluice.runner.admin.cli;

import io.sluice.cache.calibration.Point;
import io.sluice.cache.calibration.Recommendation;
import io.sluice.cache.calibration.RouteCurve;
import io.sluice.cache.calibration.Share;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a calibration found, printed.
 *
 * @param mostFalseHits the target, of all questions asked
 */
record CalibrationReport(List<RouteCurve> routes, double mostFalseHits) {

  void print(PrintWriter out) {
    routes.forEach(route -> print(route, out));
  }

  private void print(RouteCurve route, PrintWriter out) {
    out.printf(
        "route %s: %d questions asked, %d of them with a stored one that is the same; %d stored%n",
        route.route().isEmpty() ? "-" : route.route(),
        route.asked(),
        route.answerable(),
        route.stored());
    var table =
        new Table(
            "THRESHOLD",
            "SAME HIT",
            "FALSE OF ASKED",
            "FALSE OF HITS",
            "| NO GUARD: SAME HIT",
            "FALSE OF ASKED",
            "FALSE OF HITS");
    for (int i = 0; i < route.guarded().size(); i++) {
      var guarded = route.guarded().get(i);
      var unguarded = route.unguarded().get(i);
      table.add(
          decimal(guarded.threshold(), 2),
          cell(guarded.sameHit()),
          cell(guarded.falseOfAsked()),
          cell(guarded.falseOfHits()),
          "| " + cell(unguarded.sameHit()),
          cell(unguarded.falseOfAsked()),
          cell(unguarded.falseOfHits()));
    }
    table.print(out);
    out.println("%, in brackets the 95 % Wilson interval");
    out.println(sentence(route.recommended()));
    out.println();
  }

  private String sentence(Recommendation recommended) {
    return switch (recommended) {
      case Recommendation.Threshold(double value) ->
          ("recommended similarity_threshold: %s, the smallest at which the upper end of false hits"
                  + " of all asked is under %s %%")
              .formatted(decimal(value, 2), percent(mostFalseHits));
      case Recommendation.TooFew(long asked, long needed) ->
          ("no threshold is recommended: %d questions are too few to know; at least %d are needed"
                  + " for %s %%, and more if there are false hits")
              .formatted(asked, needed, percent(mostFalseHits));
      case Recommendation.None(Point best) ->
          ("no threshold is recommended: at %s the upper end of false hits of all asked is still"
                  + " %s %%, not under %s %%")
              .formatted(
                  decimal(best.threshold(), 2),
                  percent(best.falseOfAsked().high()),
                  percent(mostFalseHits));
    };
  }

  private static String cell(Share share) {
    return share.of() == 0
        ? "-"
        : "%s (%s to %s)"
            .formatted(
                decimal(100 * share.value(), 1),
                decimal(100 * share.low(), 1),
                decimal(100 * share.high(), 1));
  }

  private static String percent(double share) {
    return decimal(100 * share, 2).replaceAll("\\.?0+$", "");
  }

  private static String decimal(double number, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  String json() {
    return new JsonMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(Map.of("routes", routes.stream().map(this::json).toList()));
  }

  private Map<String, @Nullable Object> json(RouteCurve route) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("route", route.route());
    json.put("asked", route.asked());
    json.put("answerable", route.answerable());
    json.put("stored", route.stored());
    json.put("max_false_hits", mostFalseHits);
    json.put(
        "similarity_threshold",
        route.recommended() instanceof Recommendation.Threshold(double value) ? value : null);
    json.put("recommendation", sentence(route.recommended()));
    json.put("guard", route.guarded().stream().map(CalibrationReport::json).toList());
    json.put("no_guard", route.unguarded().stream().map(CalibrationReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(Point point) {
    var json = new LinkedHashMap<String, Object>();
    json.put("threshold", point.threshold());
    json.put("same_hit", json(point.sameHit()));
    json.put("false_of_asked", json(point.falseOfAsked()));
    json.put("false_of_hits", json(point.falseOfHits()));
    return json;
  }

  private static Map<String, Object> json(Share share) {
    var json = new LinkedHashMap<String, Object>();
    json.put("count", share.count());
    json.put("of", share.of());
    json.put("value", share.value());
    json.put("low", share.low());
    json.put("high", share.high());
    return json;
  }
}
