package io.sluice.compressor.extract;

import io.sluice.compressor.text.StopWords;
import io.sluice.compressor.text.TimeLimit;
import io.sluice.compressor.text.Words;
import io.sluice.compressor.text.Words.Kind;
import java.util.Arrays;
import java.util.List;

/** The units read once: where the question's terms stand, and each unit's words. */
final class Reading {

  /** Units between two looks at the clock. */
  private static final int STEP = 64;

  private final Question question;
  private final List<Unit> units;
  private final Field words;
  private final Field grams;

  /** The words of all units after each other, and where those of each begin. */
  private long[] all = new long[1024];

  private final int[] starts;
  private int count;

  private String heading = "";
  private int[] headingWords = {};
  private int[] headingGrams = {};
  private int english;
  private int counted;

  Reading(Question question, List<Unit> units) {
    this.question = question;
    this.units = units;
    words = new Field(question.words(), units.size());
    grams = new Field(question.grams(), units.size());
    starts = new int[units.size() + 1];
  }

  /** Reads; false if the time was up before the end. */
  boolean read(TimeLimit limit) {
    for (int i = 0; i < units.size(); i++) {
      if (i % STEP == 0 && limit.isOver()) {
        return false;
      }
      starts[i] = count;
      int unit = i;
      Words.read(units.get(i).text(), (term, kind, start, end) -> take(unit, term, kind));
      readHeading(units.get(i).heading());
      for (int number : headingWords) {
        words.heading(i, number);
      }
      for (int number : headingGrams) {
        grams.heading(i, number);
      }
    }
    starts[units.size()] = count;
    return true;
  }

  private void take(int unit, long term, Kind kind) {
    if (kind == Kind.GRAM) {
      grams.text(unit, term);
      return;
    }
    words.text(unit, term);
    if (kind == Kind.WORD) {
      counted++;
      english += StopWords.isEnglish(term) ? 1 : 0;
    } else if (kind != Kind.IDENTIFIER) {
      grams.text(unit, term);
    }
    if (count == all.length) {
      all = Arrays.copyOf(all, 2 * count);
    }
    all[count++] = term;
  }

  /** Units of a passage have the same heading, which is read once. */
  private void readHeading(String text) {
    if (text.equals(heading)) {
      return;
    }
    heading = text;
    headingWords = numbers(text, question.words(), false);
    headingGrams = numbers(text, question.grams(), true);
  }

  private static int[] numbers(String text, TermTable terms, boolean ofGrams) {
    var found = new int[terms.count()];
    var size = new int[1];
    Words.read(
        text,
        (term, kind, start, end) -> {
          boolean wanted =
              switch (kind) {
                case GRAM -> ofGrams;
                case WORD, IDENTIFIER -> !ofGrams;
                case NUMBER, PAIR -> true;
              };
          int number = wanted ? terms.find(term) : -1;
          // Headings are short: a term that they repeat counts once more, no more than all fit.
          if (number >= 0 && size[0] < found.length) {
            found[size[0]++] = number;
          }
        });
    return Arrays.copyOf(found, size[0]);
  }

  Field words() {
    return words;
  }

  Field grams() {
    return grams;
  }

  /** Returns how many words a unit has. */
  int length(int unit) {
    return starts[unit + 1] - starts[unit];
  }

  long word(int unit, int index) {
    return all[starts[unit] + index];
  }

  /** Returns the share of English words of grammar among all words; in English, from a third on. */
  double english() {
    return counted == 0 ? 0 : (double) english / counted;
  }
}
