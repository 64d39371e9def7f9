package io.sluice.compressor;

import io.sluice.compressor.json.Json;

/** What must hold of a compressed text whatever compressed it. */
final class Soundness {

  private static final String FENCE = "```";

  /** What a text says of which nothing is left: providers refuse empty ones. */
  private static final String GONE = "\u2026";

  private Soundness() {}

  /** Returns a compressed text; as it was before where it no longer parses. */
  static String restored(String before, String after) {
    if (!holds(before, after)) {
      return before;
    }
    return after.isBlank() && !before.isBlank() ? GONE : after;
  }

  /** Returns whether what parsed before still does: JSON, and code between fences. */
  static boolean holds(String before, String after) {
    return fences(before) % 2 == fences(after) % 2
        && (!Json.isValue(before) || Json.isValue(after));
  }

  private static int fences(String text) {
    int fences = 0;
    for (int at = text.indexOf(FENCE); at >= 0; at = text.indexOf(FENCE, at + FENCE.length())) {
      fences++;
    }
    return fences;
  }
}
