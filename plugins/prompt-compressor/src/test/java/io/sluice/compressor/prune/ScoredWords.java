package io.sluice.compressor.prune;

import io.sluice.exchange.WordClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A classifier that scores words by what they are; a Chinese character is one. */
record ScoredWords(ToDoubleFunction<String> score) implements WordClassifier {

  @Override
  public String id() {
    return "scored";
  }

  @Override
  public List<Word> words(String text) {
    var words = new ArrayList<Word>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean space =
          i == text.length()
              || Character.isWhitespace(text.charAt(i))
              || Character.isSpaceChar(text.charAt(i));
      boolean cut =
          i > start && i < text.length() && (isSyllable(text, i) || isSyllable(text, i - 1));
      if (i > start && (space || cut)) {
        words.add(new Word(start, i, score.applyAsDouble(text.substring(start, i))));
        start = i;
      }
      if (space) {
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean isSyllable(String text, int i) {
    char c = text.charAt(i);
    return c >= 0x3001 && c < 0xA000;
  }
}
