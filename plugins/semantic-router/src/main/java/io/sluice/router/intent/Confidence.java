package io.sluice.router.intent;

/**
 * How probable it is that a guess is right, from what is known of it.
 *
 * <p>The numbers were fitted on CLINC150, BANKING77 and HWU64 (8 to 150 of their intents, 3 to 100
 * examples each, a quarter and more of the questions of none of the intents). A probability alone
 * is too sure of what belongs nowhere, and too unsure where intents are many; how near the question
 * is to the middle of the intent corrects the first, how many there are the second.
 */
final class Confidence {

  private static final double PROBABILITY = 1.24;
  private static final double CENTRE = 11;
  private static final double EXAMPLES = -0.659;
  private static final double INTENTS = 1.057;
  private static final double OF_HEAD = -10.963;

  private static final double SIMILARITY = 4.4;
  private static final double MARGIN = 11.27;
  private static final double OF_NEAREST = -3.34;

  /** Surer than this no probability is taken for. */
  private static final double SUREST = 1e-4;

  private Confidence() {}

  /**
   * @param probability what the head says
   * @param centre the cosine of the middle of the intent's examples
   * @param examples of an intent, on average
   */
  static double ofHead(double probability, double centre, double examples, int intents) {
    double p = Math.clamp(probability, 1e-6, 1 - SUREST);
    return sigmoid(
        PROBABILITY * Math.log(p / (1 - p))
            + CENTRE * centre
            + EXAMPLES * Math.log(examples)
            + INTENTS * Math.log(intents)
            + OF_HEAD);
  }

  /**
   * @param similarity the cosine of the nearest example
   * @param other that of the nearest example of another intent; -1 if there is none
   */
  static double ofNearest(double similarity, double other) {
    // Against one intent's questions nothing speaks but their distance.
    double margin = other < 0 ? 0 : similarity - other;
    return sigmoid(SIMILARITY * similarity + MARGIN * margin + OF_NEAREST);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
