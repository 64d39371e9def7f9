package io.sluice.cache.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Phrases of one or several words; at each place of a text the longest is found. */
final class Phrases {

  /** At most as many words as this are a phrase: what bounds the search at each place. */
  private static final int LONGEST = 8;

  private final Map<String, Phrases> following = new HashMap<>();
  private boolean complete;

  void add(List<String> words) {
    if (words.size() > LONGEST) {
      throw new IllegalArgumentException("a phrase of more than %d words".formatted(LONGEST));
    }
    var node = this;
    for (var word : words) {
      node = node.following.computeIfAbsent(word, any -> new Phrases());
    }
    node.complete = true;
  }

  /** Returns how many words from {@code start} on are the longest phrase there; 0 if none is. */
  int lengthAt(List<Written> words, int start) {
    int found = 0;
    @Nullable Phrases node = this;
    for (int i = start; i < words.size(); i++) {
      node = node.following.get(words.get(i).text());
      if (node == null) {
        break;
      }
      if (node.complete) {
        found = i - start + 1;
      }
    }
    return found;
  }
}
