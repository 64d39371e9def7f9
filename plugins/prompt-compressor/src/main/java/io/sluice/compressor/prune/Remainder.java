package io.sluice.compressor.prune;

import java.util.BitSet;

/**
 * Writes a text without some of its words.
 *
 * <p>Of the white space around what is gone one piece stays, that with the most line breaks. What
 * ended a sentence moves to the word before, in the place of a comma.
 */
final class Remainder {

  private static final String GIVES_WAY = ",;:，、；：،؛";

  private final Words words;
  private final BitSet covered;
  private final StringBuilder out;

  /** The word whose white space before it is written next, or -1, and the line breaks in it. */
  private int gap = -1;

  private int gapLines = -1;

  /** The word written last, or -1. */
  private int last = -1;

  private Remainder(Words words, BitSet covered) {
    this.words = words;
    this.covered = covered;
    this.out = new StringBuilder(words.text().length());
  }

  /**
   * Returns the text without the words dropped.
   *
   * @param covered characters that stay; none is in or after a dropped word
   */
  static String of(Words words, BitSet dropped, BitSet covered) {
    if (dropped.isEmpty()) {
      return words.text();
    }
    var remainder = new Remainder(words, covered);
    for (int word = 0; word < words.count(); word++) {
      int lines = words.linesBefore(word);
      remainder.offerGap(word, lines, lines > remainder.gapLines);
      if (dropped.get(word)) {
        remainder.drop(word);
      } else {
        remainder.keep(word);
      }
    }
    remainder.end();
    return remainder.out.toString();
  }

  private void offerGap(int word, int lines, boolean better) {
    if (better) {
      gap = word;
      gapLines = lines;
    }
  }

  private void keep(int word) {
    writeGap();
    out.append(words.text(), words.start(word), words.end(word));
    last = word;
  }

  private void end() {
    int lines = words.linesBefore(words.count());
    offerGap(words.count(), lines, lines >= gapLines);
    writeGap();
  }

  private void writeGap() {
    out.append(words.text(), words.gapStart(gap), words.gapEnd(gap));
    gap = -1;
    gapLines = -1;
  }

  private void drop(int word) {
    if (last < 0) {
      return;
    }
    for (int i = words.bareEnd(word); i < words.end(word); i++) {
      char mark = words.text().charAt(i);
      if (Words.isSentenceEnd(mark)) {
        endSentence(mark);
      }
    }
  }

  private void endSentence(char mark) {
    int end = out.length() - 1;
    char before = out.charAt(end);
    if (GIVES_WAY.indexOf(before) >= 0 && !covered.get(words.end(last) - 1)) {
      out.setCharAt(end, mark);
    } else if (!Words.isPunctuation(before) && endsText(before)) {
      out.append(mark);
    }
  }

  private static boolean endsText(char c) {
    return Character.isLetterOrDigit(c) || "\"')]}%”’»`".indexOf(c) >= 0;
  }
}
