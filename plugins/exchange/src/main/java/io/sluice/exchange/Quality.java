package io.sluice.exchange;

import java.util.Map;

/**
 * How well a model does: the share of requests that it answers well, by the measure of whoever
 * wrote the catalog.
 *
 * @param overall in (0, 1)
 * @param categories the same for kinds of requests, by the category's name; may be empty
 */
public record Quality(double overall, Map<String, Double> categories) {

  public Quality {
    categories = Map.copyOf(categories);
    var problems =
        new Problems("quality").require(isShare(overall), "overall", "in (0, 1)", overall);
    categories.forEach((category, share) ->
        problems.require(isShare(share), "categories." + category, "in (0, 1)", share));
    problems.throwIfAny();
  }

  private static boolean isShare(double share) {
    return share > 0 && share < 1;
  }

  static Quality read(Settings settings) {
    return new Quality(settings.number("overall", 0), settings.numbers("categories"));
  }

  /** Returns that of a category; the overall one where the category is unknown. */
  public double of(String category) {
    return categories.getOrDefault(category, overall);
  }
}
