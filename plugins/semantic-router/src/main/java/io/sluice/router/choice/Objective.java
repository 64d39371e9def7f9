package io.sluice.router.choice;

import java.util.Map;
import java.util.TreeMap;

/** What is the best among targets that all may be chosen. */
public enum Objective {
  /** The cheapest that is good enough. */
  COST,
  /** The one that most likely answers well. */
  QUALITY,
  /** The one that answers soonest, among those that are good enough. */
  LATENCY,
  /** The one with the best sum of all three, by weights. */
  BALANCED;

  /** By their words in a configuration. */
  public static final Map<String, Objective> WORDS =
      new TreeMap<>(
          Map.of("cost", COST, "quality", QUALITY, "latency", LATENCY, "balanced", BALANCED));
}
