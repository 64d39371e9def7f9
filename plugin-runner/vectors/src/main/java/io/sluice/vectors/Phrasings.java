package io.sluice.vectors;

import java.util.HashMap;
import java.util.Map;

/** How many entries have each answer. For one thread at a time. */
final class Phrasings {

  /** Most partitions have one entry, for which this is the smallest map. */
  private Map<String, Integer> counts = Map.of();

  private int total;

  void add(String answer) {
    total++;
    if (total == 1) {
      counts = Map.of(answer, 1);
    } else {
      change(answer, 1);
    }
  }

  void remove(String answer) {
    total--;
    change(answer, -1);
  }

  private void change(String answer, int more) {
    if (!(counts instanceof HashMap)) {
      counts = new HashMap<>(counts);
    }
    int count = counts.getOrDefault(answer, 0) + more;
    if (count == 0) {
      counts.remove(answer);
    } else {
      counts.put(answer, count);
    }
  }

  int of(String answer) {
    return counts.getOrDefault(answer, 0);
  }

  /** Returns how many entries there are. */
  int total() {
    return total;
  }
}
