package io.sluice.router.guard;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    return counts.isEmpty() ? List.of(LATIN) : mostFirst(counts).limit(MOST).toList();
  }

  /** Returns the script in which most of a piece is; empty where it has no letters. */
  static Optional<Script> of(String piece) {
    var counts = new EnumMap<Script, Integer>(Script.class);
    count(piece, counts);
    return mostFirst(counts).findFirst();
  }

  private static Stream<Script> mostFirst(Map<Script, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Script, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey);
  }

  /** Letters of one script in a row are counted at once. */
  private static void count(String text, Map<Script, Integer> counts) {
    var script = LATIN;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        var own = of(c);
        if (own != script && run > 0) {
          counts.merge(script, run * script.weight, Integer::sum);
          run = 0;
        }
        script = own;
        run++;
      }
    }
    if (run > 0) {
      counts.merge(script, run * script.weight, Integer::sum);
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
