package io.sluice.onnx;

import java.util.Arrays;

/**
 * A text that was made from another, and where in that other each of its chars came from.
 *
 * @param starts for each char; ascending
 */
record Mapped(String text, int[] starts) {

  /** Takes a part of a text as it is. */
  static Mapped of(String text, int from, int to) {
    var starts = new int[to - from];
    Arrays.setAll(starts, i -> from + i);
    return new Mapped(text.substring(from, to), starts);
  }

  /** Collects a text made from this one. */
  final class Made {
    private final StringBuilder made = new StringBuilder(text.length());
    private int[] places = new int[text.length()];

    /**
     * @param from the char of this text that it came from
     */
    void append(CharSequence piece, int from) {
      int count = made.length();
      made.append(piece);
      if (made.length() > places.length) {
        places = Arrays.copyOf(places, 2 * made.length());
      }
      Arrays.fill(places, count, made.length(), starts[from]);
    }

    Mapped end() {
      return new Mapped(made.toString(), Arrays.copyOf(places, made.length()));
    }
  }
}
