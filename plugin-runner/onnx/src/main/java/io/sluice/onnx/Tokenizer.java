package io.sluice.onnx;

/**
 * Splits text into the pieces of a model's vocabulary.
 *
 * <p>Thread-safe. Any string will do, lone surrogates included; the time is linear in its length.
 */
interface Tokenizer {

  /**
   * Appends the pieces of a part of a text.
   *
   * @param from where it begins; nothing before it matters
   * @param to where it ends, after {@code from}; there is no white space between the two
   * @param pieces gets each piece with the place in {@code text} of its first character, ascending
   */
  void split(String text, int from, int to, Pieces pieces);

  /** Returns how many ids there are; the greatest is one less. */
  int size();

  /** Returns the id that begins a text. */
  int begin();

  /** Returns the id that ends a text. */
  int end();
}
