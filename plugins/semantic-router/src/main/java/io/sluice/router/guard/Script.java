package io.sluice.router.guard;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a text is written in, as far as letters tell. */
enum Script {
  LATIN(1),
  CYRILLIC(1),
  /** A letter says as much as several of the others. */
  EAST_ASIAN(3),
  OTHER(1);

  private static final int MOST = 2;

  private final int weight;

  Script(int weight) {
    this.weight = weight;
  }

  /** Returns the scripts of a text, that of most letters first, and of the others the next. */
  static List<Script> in(List<String> pieces) {
    var counts = new int[values().length];
    pieces.forEach(piece -> count(piece, counts));
    var present =
        Arrays.stream(values())
            .filter(script -> counts[script.ordinal()] > 0)
            .sorted(Comparator.comparingInt((Script script) -> -counts[script.ordinal()]))
            .limit(MOST)
            .toList();
    return present.isEmpty() ? List.of(LATIN) : present;
  }

  /** Returns the script in which most of a piece is; empty where it has no letters. */
  static Optional<Script> of(String piece) {
    var counts = new int[values().length];
    count(piece, counts);
    var most = LATIN;
    for (var script : values()) {
      most = counts[script.ordinal()] > counts[most.ordinal()] ? script : most;
    }
    return counts[most.ordinal()] == 0 ? Optional.empty() : Optional.of(most);
  }

  private static void count(String text, int[] counts) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        var script = of(c);
        counts[script.ordinal()] += script.weight;
      }
    }
  }

  private static Script of(char c) {
    if (c < 0x250) {
      return LATIN;
    }
    if (c >= 0x400 && c < 0x530) {
      return CYRILLIC;
    }
    return c >= 0x2E80 && c < 0xFB00 ? EAST_ASIAN : OTHER;
  }
}
