package io.sluice.runner.evaluation;

import io.sluice.router.evaluation.Estimate;
import io.sluice.router.evaluation.Metric;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a figure must reach, as {@code quality_kept=0.95}, or {@code quality_kept.low=0.95} for the
 * lower end of its interval.
 *
 * @param end value, low or high
 * @param under whether it fails below the bound; otherwise above
 */
record Gate(Metric metric, String end, double bound, boolean under) {

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  static Gate parse(String text, boolean under) {
    var option = under ? "--fail-under" : "--fail-over";
    int equals = text.indexOf('=');
    var left = equals < 0 ? text : text.substring(0, equals);
    int dot = left.indexOf('.');
    var end = dot < 0 ? "value" : left.substring(dot + 1);
    var metric = Metric.of(dot < 0 ? left : left.substring(0, dot));
    if (metric.isEmpty() || !end.matches("value|low|high") || equals < 0) {
      throw new IllegalArgumentException(
          "%s must be METRIC=VALUE with one of %s, but was \"%s\""
              .formatted(option, words(under), text));
    }
    if (metric.get().higherIsBetter() != under) {
      throw new IllegalArgumentException(
          "%s must be of one of %s, but was \"%s\": of %s, %s is better"
              .formatted(
                  option,
                  words(under),
                  text,
                  metric.get().word(),
                  metric.get().higherIsBetter() ? "more" : "less"));
    }
    return new Gate(metric.get(), end, number(option, text, text.substring(equals + 1)), under);
  }

  private static double number(String option, String text, String number) {
    try {
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s must be METRIC=VALUE with a number, but was \"%s\"".formatted(option, text));
  }

  private static String words(boolean under) {
    return Stream.of(Metric.values())
        .filter(metric -> metric.higherIsBetter() == under)
        .map(Metric::word)
        .collect(Collectors.joining(", "));
  }

  double reached(Map<Metric, Estimate> figures) {
    var estimate = figures.getOrDefault(metric, Estimate.UNDEFINED);
    return switch (end) {
      case "low" -> estimate.low();
      case "high" -> estimate.high();
      default -> estimate.value();
    };
  }

  /** Returns why it fails; a figure that could not be measured does. */
  Optional<String> failure(Map<Metric, Estimate> figures) {
    double reached = reached(figures);
    if (Double.isNaN(reached)) {
      return Optional.of("%s could not be measured".formatted(name()));
    }
    boolean fails = under ? reached < bound : reached > bound;
    return fails
        ? Optional.of(
            "%s is %s, %s %s"
                .formatted(
                    name(),
                    Shown.decimal(reached, 4),
                    under ? "under" : "over",
                    Shown.decimal(bound, 4)))
        : Optional.empty();
  }

  String name() {
    return end.equals("value") ? metric.word() : metric.word() + "." + end;
  }
}
