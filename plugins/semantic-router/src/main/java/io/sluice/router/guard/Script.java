package io.sluice.router.guard;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    var counts = new EnumMap<Script, Integer>(Script.class);
    pieces.forEach(piece -> count(piece, counts));
    return counts.isEmpty()
        ? List.of(LATIN)
        : counts.entrySet().stream()
            .sorted(Map.Entry.<Script, Integer>comparingByValue().reversed())
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
  }

  /** Returns the script in which most of a piece is; empty where it has no letters. */
  static Optional<Script> of(String piece) {
    var counts = new EnumMap<Script, Integer>(Script.class);
    count(piece, counts);
    return counts.isEmpty() ? Optional.empty() : Optional.of(most(counts));
  }

  private static Script most(EnumMap<Script, Integer> counts) {
    var most = LATIN;
    for (var script : values()) {
      if (counts.getOrDefault(script, 0) > counts.getOrDefault(most, 0)) {
        most = script;
      }
    }
    return most;
  }

  private static void count(String text, EnumMap<Script, Integer> counts) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        var script = of(c);
        counts.merge(script, script.weight, Integer::sum);
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
