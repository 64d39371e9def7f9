package io.sluice.router.intent;

import java.util.List;
import java.util.Locale;

/**
 * One kind of question, shown by utterances.
 *
 * @param name what it is called; its words are read as one more example
 * @param examples utterances that belong to it, at least one
 * @param negatives utterances that seem to belong to it and do not; it never claims what is nearer
 *     to one of them than to its examples
 */
public record IntentExamples(String name, List<String> examples, List<String> negatives) {

  public IntentExamples {
    examples = List.copyOf(examples);
    negatives = List.copyOf(negatives);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("an intent without examples: " + name);
    }
  }

  /** The name as a person would write it: {@code cardArrival_2} is "card arrival 2". */
  String spoken() {
    return name.replaceAll("[_.:-]+", " ")
        .replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
