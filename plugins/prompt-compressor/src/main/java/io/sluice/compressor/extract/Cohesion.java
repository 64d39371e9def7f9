package io.sluice.compressor.extract;

import io.sluice.compressor.text.StopWords;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Whether a prompt is one course of short pieces, as a conversation is, in which what stands around
 * a piece tells more about it than its own words do.
 *
 * <p>In a course, words come back soon: they stand in two blocks of text in a row more often than
 * they would if the blocks were shuffled. Pieces are short, or come from the same few speakers.
 */
final class Cohesion {

  /** Words of a block, at least: passages are put together up to that. */
  private static final int BLOCK = 60;

  /** What stands in more of the blocks says nothing. */
  private static final double OFTEN = 0.3;

  /** As many repetitions are taken to be by chance in any case. */
  private static final double PRIOR = 10;

  private static final double NONE = 1.1;
  private static final double FULL = 1.4;

  private Cohesion() {}

  /** Returns 0 for passages that stand alone to 1 for a course. */
  static double of(Reading reading, List<Unit> units, Groups passages, Groups paragraphs) {
    double pieces = Math.max(shortness(paragraphs), speakers(units, passages));
    return pieces == 0
        ? 0
        : pieces * within((repetition(reading, passages) - NONE) / (FULL - NONE));
  }

  private static double shortness(Groups paragraphs) {
    return within(2.5 - (double) paragraphs.units() / Math.max(1, paragraphs.count()));
  }

  /** Returns 1 if few headings stand over many passages again and again. */
  private static double speakers(List<Unit> units, Groups passages) {
    var different = new HashSet<String>();
    int with = 0;
    for (int i = 0; i < units.size(); i++) {
      var heading = units.get(i).heading();
      if (passages.isFirst(i) && !heading.isEmpty()) {
        with++;
        different.add(heading);
      }
    }
    double again = 1 - (double) different.size() / Math.max(1, with);
    return 2 * with < passages.count() ? 0 : within((again - 0.3) / 0.3);
  }

  /** Returns how many times as often as by chance words stand in two blocks in a row. */
  private static double repetition(Reading reading, Groups passages) {
    var terms = new TermTable();
    var in = new int[1024];
    var last = new int[1024];
    var again = new int[1024];
    int block = 0;
    int size = 0;
    for (int unit = 0; unit < passages.units(); unit++) {
      if (passages.isFirst(unit) && size >= BLOCK) {
        block++;
        size = 0;
      }
      size += reading.length(unit);
      for (int i = 0; i < reading.length(unit); i++) {
        long word = reading.word(unit, i);
        if (StopWords.contains(word)) {
          continue;
        }
        int term = terms.add(word);
        if (term == in.length) {
          in = Arrays.copyOf(in, 2 * term);
          last = Arrays.copyOf(last, 2 * term);
          again = Arrays.copyOf(again, 2 * term);
        }
        if (in[term] == 0 || last[term] < block) {
          again[term] += in[term] > 0 && last[term] == block - 1 ? 1 : 0;
          in[term]++;
          last[term] = block;
        }
      }
    }
    double blocks = block + 1;
    double seen = PRIOR;
    double expected = PRIOR;
    for (int term = 0; term < terms.count(); term++) {
      if (in[term] > 1 && in[term] <= Math.max(2, OFTEN * blocks)) {
        seen += again[term];
        expected += in[term] * (in[term] - 1) / blocks;
      }
    }
    return seen / expected;
  }

  private static double within(double value) {
    return Math.clamp(value, 0, 1);
  }
}
