package io.sluice.compressor.prune;

import io.sluice.exchange.WordClassifier;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The words of a text, in order, with white space between them or nothing. */
final class Words {

  /** What may follow a word at once without being of it. */
  private static final String PUNCTUATION = ".,;:!?…。，、；：！？،؛؟।";

  private static final String SENTENCE_ENDS = ".!?…。！？؟।";

  private final String text;
  private final int[] starts;
  private final int[] ends;

  private Words(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** Splits a text at white space. */
  static Words of(String text) {
    var starts = new int[text.length() / 4 + 8];
    var ends = new int[starts.length];
    int count = 0;
    int i = 0;
    while (i < text.length()) {
      if (isSpace(text.charAt(i))) {
        i++;
        continue;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      starts[count] = i;
      while (i < text.length() && !isSpace(text.charAt(i))) {
        i++;
      }
      ends[count++] = i;
    }
    return new Words(text, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }

  /** Takes the words as a model sees them. */
  static Words of(String text, List<WordClassifier.Word> words) {
    return new Words(
        text,
        words.stream().mapToInt(WordClassifier.Word::start).toArray(),
        words.stream().mapToInt(WordClassifier.Word::end).toArray());
  }

  String text() {
    return text;
  }

  int count() {
    return starts.length;
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }

  /** Returns where the white space before a word begins; after the last word, that at the end. */
  int gapStart(int word) {
    return word == 0 ? 0 : ends[word - 1];
  }

  /** Returns where the white space before a word ends; after the last word, the text's end. */
  int gapEnd(int word) {
    return word == count() ? text.length() : starts[word];
  }

  /** Returns where a word ends without the punctuation after it; never before its first char. */
  int bareEnd(int word) {
    int end = ends[word];
    while (end > starts[word] + 1 && isPunctuation(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Returns a word in small letters, without the punctuation after it. */
  String lower(int word) {
    return text.substring(starts[word], bareEnd(word)).toLowerCase(Locale.ROOT);
  }

  /** Returns whether a word begins with a capital. */
  boolean isCapital(int word) {
    int first = text.codePointAt(starts[word]);
    return Character.isUpperCase(first) || Character.isTitleCase(first);
  }

  /** Returns whether the word before ends a sentence, or a line, or there is none. */
  boolean beginsSentence(int word) {
    if (word == 0 || linesBefore(word) > 0) {
      return true;
    }
    int last = ends[word - 1] - 1;
    while (last > starts[word - 1] && "\"')]”’»".indexOf(text.charAt(last)) >= 0) {
      last--;
    }
    return isSentenceEnd(text.charAt(last));
  }

  /** Returns how many line breaks there are before a word; after the last word, at the end. */
  int linesBefore(int word) {
    int lines = 0;
    for (int i = gapStart(word); i < gapEnd(word); i++) {
      if (text.charAt(i) == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** Returns whether one of some characters is in a word or the punctuation after it. */
  boolean touches(int word, BitSet characters) {
    int next = characters.nextSetBit(starts[word]);
    return next >= 0 && next < ends[word];
  }

  static boolean isPunctuation(char c) {
    return PUNCTUATION.indexOf(c) >= 0;
  }

  static boolean isSentenceEnd(char c) {
    return SENTENCE_ENDS.indexOf(c) >= 0;
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
