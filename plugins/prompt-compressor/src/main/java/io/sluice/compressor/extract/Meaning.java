package io.sluice.compressor.extract;

import io.sluice.compressor.text.TimeLimit;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.List;
import java.util.Optional;

/**
 * How near the meaning of each unit is to the question's, by a model that knows Latin script.
 *
 * @param ofText similarity of the text alone
 * @param ofUnit similarity of the text with its heading
 */
record Meaning(double[] ofText, double[] ofUnit) {

  private static final int STEP = 32;

  /** Letters looked at to know the script. */
  private static final int LETTERS = 64;

  /** Compares; empty if the question is in another script or the time was up. */
  static Optional<Meaning> of(
      EmbeddingModel model, String question, List<Unit> units, TimeLimit limit) {
    if (!isLatin(question)) {
      return Optional.empty();
    }
    var asked = model.embed(question);
    var ofText = new double[units.size()];
    var ofUnit = new double[units.size()];
    var known = new boolean[units.size()];
    var heading = "";
    var headed = asked;
    for (int i = 0; i < units.size(); i++) {
      if (i % STEP == 0 && limit.isOver()) {
        return Optional.empty();
      }
      var unit = units.get(i);
      if (!unit.heading().equals(heading)) {
        heading = unit.heading();
        headed = model.embed(heading);
      }
      if (isLatin(unit.text())) {
        var text = model.embed(unit.text());
        ofText[i] = asked.similarity(text);
        ofUnit[i] = heading.isEmpty() ? ofText[i] : withHeading(asked, text, headed);
        known[i] = true;
      }
    }
    fill(ofText, known);
    fill(ofUnit, known);
    return Optional.of(new Meaning(ofText, ofUnit));
  }

  /** The similarity to a weighted sum of text and heading. */
  private static double withHeading(Embedding asked, Embedding text, Embedding heading) {
    double weight = Weights.STATIC_HEADING;
    double length = Math.sqrt(1 + weight * weight + 2 * weight * text.similarity(heading));
    return (asked.similarity(text) + weight * asked.similarity(heading)) / Math.max(length, 1e-3);
  }

  /** What has no letters, or those of another script, is as near as the others on average. */
  private static void fill(double[] values, boolean[] known) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      sum += known[i] ? values[i] : 0;
      count += known[i] ? 1 : 0;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = known[i] ? values[i] : sum / Math.max(1, count);
    }
  }

  static boolean isLatin(String text) {
    int letters = 0;
    int latin = 0;
    for (int i = 0; i < text.length() && letters < LETTERS; i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        letters++;
        latin += c < 0x250 ? 1 : 0;
      }
    }
    return letters > 0 && 2 * latin > letters;
  }

  /** Returns how near the surroundings are; what is farther than the mean does not count. */
  double[] surroundings() {
    double mean = Normal.mean(ofText);
    var above = new double[ofText.length];
    for (int i = 0; i < above.length; i++) {
      above[i] = Math.max(0, ofText[i] - mean);
    }
    Surroundings.smooth(above, Weights.DECAY);
    return above;
  }
}
