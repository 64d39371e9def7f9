package io.sluice.cache.guard;

import java.util.EnumMap;
import java.util.Map;

/** Counts the letters of each script. */
final class ScriptCount {

  private final Map<Character.UnicodeScript, Integer> letters =
      new EnumMap<>(Character.UnicodeScript.class);
  private int latin;

  void count(char letter) {
    if (letter < 0x250) {
      latin++;
    } else if (Character.isLetter(letter)) {
      letters.merge(Character.UnicodeScript.of(letter), 1, Integer::sum);
    }
  }

  /** Returns the script of most letters in lower case, {@code latin} where there are none. */
  String most() {
    var most = letters.entrySet().stream().max(Map.Entry.comparingByValue());
    return most.isPresent() && (long) most.get().getValue() * 2 > latin
        ? most.get().getKey().name().toLowerCase(java.util.Locale.ROOT)
        : "latin";
  }
}
