package io.sluice.compressor.prune;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The word lists of {@code words.txt}, by their keys; all words in small letters. */
final class Lexicon {

  private static final Map<String, Set<String>> LISTS = read();

  private Lexicon() {}

  /** Returns a list; empty if the file has none of that key. */
  static Set<String> words(String key) {
    return LISTS.getOrDefault(key, Set.of());
  }

  private static Map<String, Set<String>> read() {
    var stream = Lexicon.class.getResourceAsStream("words.txt");
    if (stream == null) {
      throw new IllegalStateException("no word lists");
    }
    var lists = new HashMap<String, Set<String>>();
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        int remark = line.indexOf('#');
        var words = remark < 0 ? line : line.substring(0, remark);
        int colon = words.indexOf(':');
        if (colon > 0) {
          var list = lists.computeIfAbsent(words.substring(0, colon), key -> new HashSet<>());
          for (var word : words.substring(colon + 1).strip().split(" ", -1)) {
            if (!word.isEmpty()) {
              list.add(word);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(lists);
  }
}
