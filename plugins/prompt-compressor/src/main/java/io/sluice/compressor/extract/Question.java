package io.sluice.compressor.extract;

import io.sluice.compressor.text.StopWords;
import io.sluice.compressor.text.Words;
import io.sluice.compressor.text.Words.Kind;
import java.util.ArrayList;
import java.util.List;

/** What is asked, as terms; of a long question, its beginning and its end. */
final class Question {

  private static final int LONGEST = 8000;
  private static final int MOST_QUOTES = 8;
  private static final int LONGEST_QUOTE = 200;
  private static final int LONG_NUMBER = 5;

  private final TermTable words = new TermTable();
  private final TermTable grams = new TermTable();
  private final List<int[]> exact = new ArrayList<>();
  private boolean isStopWord;

  Question(String text) {
    var read =
        text.length() <= LONGEST
            ? text
            : text.substring(0, LONGEST / 2) + '\n' + text.substring(text.length() - LONGEST / 2);
    Words.read(read, (term, kind, start, end) -> read(term, kind, end - start, false));
    if (words.count() == 0) {
      // "Who is he?" is all stop words, and all there is.
      Words.read(read, (term, kind, start, end) -> read(term, kind, end - start, true));
    }
    quotes(read);
  }

  private void read(long term, Kind kind, int length, boolean all) {
    switch (kind) {
      case WORD -> {
        isStopWord = !all && StopWords.contains(term);
        if (!isStopWord) {
          words.add(term);
        }
      }
      case GRAM -> {
        if (!isStopWord) {
          grams.add(term);
        }
      }
      case NUMBER, PAIR -> {
        int number = words.add(term);
        grams.add(term);
        if (kind == Kind.NUMBER && length >= LONG_NUMBER) {
          exact.add(new int[] {number});
        }
      }
      case IDENTIFIER -> exact.add(new int[] {words.add(term)});
    }
  }

  private void quotes(String text) {
    int at = 0;
    for (int found = 0; found < MOST_QUOTES && at < text.length(); at++) {
      char closing = closing(text.charAt(at));
      int end = closing == 0 ? -1 : text.indexOf(closing, at + 1);
      if (end > at + 1 && end - at <= LONGEST_QUOTE) {
        var terms = new ArrayList<Integer>();
        Words.read(
            text.substring(at + 1, end),
            (term, kind, start, to) -> {
              int number = kind == Kind.GRAM ? -1 : words.find(term);
              if (number >= 0) {
                terms.add(number);
              }
            });
        if (!terms.isEmpty()) {
          exact.add(terms.stream().distinct().mapToInt(Integer::intValue).toArray());
        }
        found++;
        at = end;
      }
    }
  }

  private static char closing(char opening) {
    return switch (opening) {
      case '"', '`' -> opening;
      case '“' -> '”';
      case '„' -> '“';
      case '«' -> '»';
      case '「' -> '」';
      case '《' -> '》';
      default -> 0;
    };
  }

  boolean isEmpty() {
    return words.count() == 0;
  }

  TermTable words() {
    return words;
  }

  TermTable grams() {
    return grams;
  }

  /** Returns the words of each identifier, long number and quote, by number. */
  List<int[]> exact() {
    return exact;
  }
}
