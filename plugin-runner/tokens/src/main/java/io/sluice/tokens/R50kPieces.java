package io.sluice.tokens;

import static io.sluice.tokens.Characters.LETTER;
import static io.sluice.tokens.Characters.NUMBER;

/**
 * {@code '(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}, of r50k and
 * p50k.
 */
final class R50kPieces extends Pieces {

  @Override
  int end(byte[] text, int at) {
    int contracted = contraction(text, at, false);
    if (contracted > at) {
      return contracted;
    }
    int first = text[at] == ' ' ? at + 1 : at;
    if (is(text, first, LETTER)) {
      return skip(text, first, LETTER);
    }
    if (is(text, first, NUMBER)) {
      return skip(text, first, NUMBER);
    }
    if (isSymbol(text, first)) {
      return skipSymbols(text, first);
    }
    return spaces(text, at);
  }
}
