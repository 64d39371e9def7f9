package io.sluice.router.intent;

import io.sluice.exchange.asked.Ask;
import java.util.List;
import java.util.stream.Stream;

/**
 * An intent's utterances, embedded.
 *
 * @param name its name's words
 */
record Utterances(Vectors name, List<Vectors> examples, List<Vectors> negatives) {

  static Utterances of(IntentExamples intent, SentenceModels models) {
    return new Utterances(
        embedded(intent.spoken(), models),
        intent.examples().parallelStream().map(text -> embedded(text, models)).toList(),
        intent.negatives().parallelStream().map(text -> embedded(text, models)).toList());
  }

  private static Vectors embedded(String text, SentenceModels models) {
    return Vectors.of(Ask.of(text), models);
  }

  /** Returns what belongs to it, its name as well. */
  List<Vectors> positive() {
    return Stream.concat(examples.stream(), Stream.of(name)).toList();
  }
}
