package io.sluice.router.intent;

import java.util.ArrayList;
import java.util.List;

/**
 * What is learned where there are enough examples: a linear head, and the middle of each intent.
 */
record Trained(Views views, SoftmaxHead head, Centres centres, double examplesPerIntent) {

  /**
   * With fewer, the intent's name weighs too much, and names are not written to be learned from.
   */
  private static final int LEAST_EXAMPLES = 3;

  static boolean isPossible(List<IntentExamples> intents) {
    return intents.size() > 1
        && intents.stream().allMatch(intent -> intent.examples().size() >= LEAST_EXAMPLES);
  }

  static Trained on(List<Utterances> intents, boolean oneModel) {
    var positive = intents.stream().flatMap(intent -> intent.positive().stream()).toList();
    var views = Views.of(positive, oneModel);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < intents.size(); i++) {
      for (var example : intents.get(i).positive()) {
        samples.add(new Sample(views.of(example), i, false));
      }
      for (var negative : intents.get(i).negatives()) {
        samples.add(new Sample(views.of(negative), i, true));
      }
    }
    double examples = intents.stream().mapToInt(intent -> intent.examples().size()).sum();
    return new Trained(
        views,
        SoftmaxHead.learn(samples, intents.size()),
        Centres.of(
            intents.stream()
                .map(intent -> intent.examples().stream().map(Vectors::meaning).toList())
                .toList()),
        examples / intents.size());
  }

  double[] probabilities(Vectors text) {
    return head.probabilities(views.of(text));
  }

  double[] confidences(double[] probabilities, Vectors text) {
    var cosines = centres.cosines(text.meaning());
    var confidences = new double[probabilities.length];
    for (int i = 0; i < confidences.length; i++) {
      confidences[i] =
          Confidence.ofHead(probabilities[i], cosines[i], examplesPerIntent, probabilities.length);
    }
    return confidences;
  }
}
