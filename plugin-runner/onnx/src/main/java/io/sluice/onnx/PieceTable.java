package io.sluice.onnx;

import java.util.Arrays;
import java.util.Map;

/**
 * Finds the longest known piece at a place in a word.
 *
 * <p>A hash table without objects: the hashes of all prefixes come from one walk over the word, and
 * a lookup touches two or three cache lines.
 */
final class PieceTable {

  private final char[] pool;
  private final int[] starts;
  private final int[] ids;

  /** Piece number plus 1; 0 is free. A quarter full at most, so that a miss ends quickly. */
  private final int[] slots;

  private final int longest;

  private PieceTable(char[] pool, int[] starts, int[] ids, int longest) {
    this.pool = pool;
    this.starts = starts;
    this.ids = ids;
    this.longest = longest;
    slots = new int[Integer.highestOneBit(Math.max(1, ids.length)) * 8];
    for (int piece = 0; piece < ids.length; piece++) {
      int hash = 0;
      for (int i = starts[piece]; i < starts[piece + 1]; i++) {
        hash = next(hash, pool[i]);
      }
      int slot = slot(hash);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = piece + 1;
    }
  }

  static PieceTable of(Map<String, Integer> pieces) {
    var starts = new int[pieces.size() + 1];
    var ids = new int[pieces.size()];
    var text = new StringBuilder();
    int longest = 0;
    int piece = 0;
    for (var entry : pieces.entrySet()) {
      text.append(entry.getKey());
      longest = Math.max(longest, entry.getKey().length());
      ids[piece++] = entry.getValue();
      starts[piece] = text.length();
    }
    return new PieceTable(text.toString().toCharArray(), starts, ids, longest);
  }

  /** Returns the length of the longest piece, in chars. */
  int longest() {
    return longest;
  }

  /** Returns how many pieces there are. */
  int count() {
    return ids.length;
  }

  int id(int piece) {
    return ids[piece];
  }

  int length(int piece) {
    return starts[piece + 1] - starts[piece];
  }

  /**
   * Returns the longest piece that begins at {@code from} and ends before {@code to}, or -1.
   *
   * @param hashes room to work in, at least {@link #longest} numbers
   */
  int longestAt(char[] word, int from, int to, int[] hashes) {
    int most = Math.min(to - from, longest);
    int hash = 0;
    for (int i = 0; i < most; i++) {
      hash = next(hash, word[from + i]);
      hashes[i] = hash;
    }
    for (int length = most; length > 0; length--) {
      int piece = find(word, from, length, hashes[length - 1]);
      if (piece >= 0) {
        return piece;
      }
    }
    return -1;
  }

  /** Returns how long a piece at {@code from} may be. */
  int most(char[] word, int from) {
    return Math.min(word.length - from, longest);
  }

  /**
   * Returns the piece of that length at {@code from}, or -1.
   *
   * @param hash of its chars, by {@link #next}, begun with 0
   */
  int find(char[] word, int from, int length, int hash) {
    int slot = slot(hash);
    while (slots[slot] != 0) {
      int piece = slots[slot] - 1;
      int start = starts[piece];
      if (starts[piece + 1] - start == length
          && Arrays.equals(word, from, from + length, pool, start, start + length)) {
        return piece;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return -1;
  }

  static int next(int hash, char c) {
    return hash * 31 + c;
  }

  private int slot(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & slots.length - 1;
  }
}
