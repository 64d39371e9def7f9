package io.sluice.tokens;

import static io.sluice.tokens.Characters.CASELESS;
import static io.sluice.tokens.Characters.LETTER;
import static io.sluice.tokens.Characters.LOWER;
import static io.sluice.tokens.Characters.MARK;
import static io.sluice.tokens.Characters.NEWLINE;
import static io.sluice.tokens.Characters.NUMBER;
import static io.sluice.tokens.Characters.UPPER;

/**
 * The pattern of o200k: as cl100k's, but a word is cut where capitals follow small letters, takes
 * marks and its contraction with it, and slashes stay with the symbols before them.
 *
 * <p>With {@code U = [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]} and {@code D = [\p{Ll}\p{Lm}\p{Lo}\p{M}]} a
 * word is {@code [^\r\n\p{L}\p{N}]?U*D+} or else {@code [^\r\n\p{L}\p{N}]?U+D*}.
 */
final class O200kPieces extends Pieces {

  private static final int UPPER_PART = UPPER | CASELESS | MARK;
  private static final int LOWER_PART = LOWER | CASELESS | MARK;

  @Override
  int end(byte[] text, int at) {
    int kind = Characters.kind(text, at);
    int second = at + Characters.length(text, at);
    int word = at;
    if ((kind & LETTER) != 0) {
      word = Math.abs(word(text, at));
    } else if ((kind & (NEWLINE | NUMBER)) == 0) {
      word = word(text, second);
      if (word < 0 && (kind & MARK) != 0) {
        // A mark can lead the word or be in it; a word with small letters wins.
        word = word(text, at);
      }
      word = word == -second ? at : Math.abs(word);
    }
    if (word > at) {
      return contraction(text, word, true);
    }
    if ((kind & NUMBER) != 0) {
      return skip(text, at, NUMBER, 3);
    }
    int symbols = text[at] == ' ' ? second : at;
    if (isSymbol(text, symbols)) {
      int end = skipSymbols(text, symbols);
      while (end < text.length && (text[end] == '\r' || text[end] == '\n' || text[end] == '/')) {
        end++;
      }
      return end;
    }
    return spacesAndLines(text, at);
  }

  /**
   * Returns the end of a word with small letters; if there is none, the end of one without,
   * negated, which is the negated begin if there is none of these either.
   */
  private static int word(byte[] text, int from) {
    int at = from;
    int behindBoth = -1;
    for (int kind; at < text.length && ((kind = Characters.kind(text, at)) & UPPER_PART) != 0; ) {
      at += Characters.length(text, at);
      if ((kind & LOWER_PART) != 0) {
        behindBoth = at;
      }
    }
    if (is(text, at, LOWER_PART)) {
      return skip(text, at, LOWER_PART);
    }
    return behindBoth > 0 ? behindBoth : -at;
  }
}
