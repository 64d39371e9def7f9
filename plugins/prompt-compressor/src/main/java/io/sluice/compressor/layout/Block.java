package io.sluice.compressor.layout;

/** A structure that lines form: recognised by its first line, and drawn. Stateless. */
interface Block {

  /** Returns whether it begins at a line that is plain: not blank, and a line of its own. */
  boolean begins(Page page, int line);

  /** Draws it and returns the line behind it, always greater than {@code line}. */
  int draw(Page page, int line);

  /** Returns whether it can begin on the line below other text, with no blank line between. */
  default boolean interrupts() {
    return true;
  }
}
