package io.sluice.compressor;

import io.sluice.compressor.text.TokenEstimate;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be done to a request's prompt.
 *
 * @param question what the rest is scored by; may be empty
 * @param stretches of all texts, in their order
 * @param selected whether the author says which parts are to be compressed
 */
record Plan(String question, List<Stretch> stretches, boolean selected) {

  Plan {
    stretches = List.copyOf(stretches);
  }

  boolean allowsNothing() {
    return stretches.stream().noneMatch(Stretch::mayChange);
  }

  /** Returns what the texts say, without the tags that their author set. */
  List<String> texts(int count) {
    return joined(stretches, count);
  }

  /** Puts the stretches of each text together. */
  static List<String> joined(List<Stretch> stretches, int texts) {
    var joined = new ArrayList<StringBuilder>();
    for (int i = 0; i < texts; i++) {
      joined.add(new StringBuilder());
    }
    stretches.forEach(stretch -> joined.get(stretch.text()).append(stretch.words()));
    return joined.stream().map(StringBuilder::toString).toList();
  }

  /** Returns about how many tokens may be left out. */
  long allowed() {
    return stretches.stream().filter(Stretch::mayLose).mapToLong(Plan::tokens).sum();
  }

  /** Returns about how many tokens its texts have. */
  long tokens() {
    return stretches.stream().mapToLong(Plan::tokens).sum();
  }

  private static long tokens(Stretch stretch) {
    return TokenEstimate.of(stretch.words());
  }
}
