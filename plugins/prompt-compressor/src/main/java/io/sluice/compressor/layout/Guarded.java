package io.sluice.compressor.layout;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which stretches of a text stay whatever is asked. Logarithmic in their number. */
final class Guarded {

  private final int[] starts;
  private final int[] ends;

  private Guarded(List<Region> required) {
    this.starts = required.stream().mapToInt(Region::start).toArray();
    this.ends = required.stream().mapToInt(Region::end).toArray();
  }

  /** Guards what is required of some regions, in any order. */
  static Guarded of(List<Region> regions) {
    var required = new ArrayList<Region>();
    for (var region : regions.stream().sorted(comparingInt(Region::start)).toList()) {
      if (!region.compressible()) {
        boolean meets = !required.isEmpty() && required.getLast().end() >= region.start();
        var before = meets ? required.removeLast() : region;
        required.add(Region.required(before.start(), Math.max(before.end(), region.end())));
      }
    }
    return new Guarded(required);
  }

  /** Returns whether any of it stays. */
  boolean touches(int from, int to) {
    if (starts.length == 0) {
      return false;
    }
    int before = before(to);
    return before >= 0 && ends[before] > from;
  }

  /** Returns where within a stretch what stays begins or ends next, {@code to} if nowhere. */
  int nextEdge(int from, int to) {
    if (starts.length == 0) {
      return to;
    }
    int next = before(from + 1);
    if (next >= 0 && ends[next] > from && ends[next] < to) {
      return ends[next];
    }
    boolean inside = next >= 0 && ends[next] > from;
    return !inside && next + 1 < starts.length && starts[next + 1] < to ? starts[next + 1] : to;
  }

  /** Returns the last stretch that starts before a place, or -1. */
  private int before(int place) {
    int found = Arrays.binarySearch(starts, place);
    return found >= 0 ? found - 1 : -found - 2;
  }
}
