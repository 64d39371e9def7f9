package io.sluice.router.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many cases of each ideal tier went to which tier.
 *
 * @param tiers from the cheapest to the dearest; the last column is {@link #NOWHERE}
 * @param counts by the ideal tier, then by the tier chosen; every pair is there
 */
public record Confusion(List<String> tiers, Map<String, Map<String, Integer>> counts) {

  /** Where refused cases go; no tier's name has a space. */
  public static final String NOWHERE = "no tier";

  static Confusion of(List<String> tiers, List<Outcome> outcomes) {
    var counts = new LinkedHashMap<String, Map<String, Integer>>();
    for (var ideal : tiers) {
      var row = new LinkedHashMap<String, Integer>();
      tiers.forEach(tier -> row.put(tier, 0));
      row.put(NOWHERE, 0);
      counts.put(ideal, row);
    }
    for (var outcome : outcomes) {
      var row = outcome.ideal().map(counts::get);
      row.ifPresent(found -> found.merge(outcome.tier().orElse(NOWHERE), 1, Integer::sum));
    }
    return new Confusion(List.copyOf(tiers), counts);
  }
}
