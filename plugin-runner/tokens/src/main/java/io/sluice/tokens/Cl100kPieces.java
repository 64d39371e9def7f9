package io.sluice.tokens;

import static io.sluice.tokens.Characters.LETTER;
import static io.sluice.tokens.Characters.NEWLINE;
import static io.sluice.tokens.Characters.NUMBER;

/**
 * {@code (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|
 * ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}, of cl100k.
 */
final class Cl100kPieces extends Pieces {

  @Override
  int end(byte[] text, int at) {
    int contracted = contraction(text, at, true);
    if (contracted > at) {
      return contracted;
    }
    int kind = Characters.kind(text, at);
    if ((kind & LETTER) != 0) {
      return skip(text, at, LETTER);
    }
    if ((kind & NUMBER) != 0) {
      return skip(text, at, NUMBER, 3);
    }
    int second = at + Characters.length(text, at);
    if ((kind & NEWLINE) == 0 && is(text, second, LETTER)) {
      return skip(text, second, LETTER);
    }
    int symbols = text[at] == ' ' ? second : at;
    if (isSymbol(text, symbols)) {
      return skip(text, skipSymbols(text, symbols), NEWLINE);
    }
    return spacesAndLines(text, at);
  }
}
