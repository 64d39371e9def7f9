package io.sluice.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The tokens of an encoding, found by their bytes.
 *
 * <p>All bytes lie in one array, all tokens in one open table: o200k takes about 5 MB and no object
 * a token. Immutable.
 */
final class Vocabulary {

  static final int NONE = -1;

  private final byte[] bytes;

  /** Where a token's bytes begin; they end where those of the next rank begin. */
  private final int[] starts;

  private final int[] slots;
  private final int longest;

  private Vocabulary(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
    int tokens = starts.length - 1;
    slots = new int[Integer.highestOneBit(tokens) * 4];
    Arrays.fill(slots, NONE);
    int most = 0;
    for (int rank = 0; rank < tokens; rank++) {
      int length = starts[rank + 1] - starts[rank];
      most = Math.max(most, length);
      if (length > 0) {
        slots[freeSlot(starts[rank], starts[rank + 1])] = rank;
      }
    }
    longest = most;
  }

  /** Reads a resource of lines, each a token in Base64, a space and its rank; ranks ascend. */
  static Vocabulary read(String resource) {
    try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vocabulary parse(byte[] lines) {
    var bytes = new byte[lines.length];
    var starts = new int[lines.length / 4];
    int used = 0;
    int ranks = 0;
    for (int at = 0; at < lines.length; ) {
      int space = indexOf(lines, (byte) ' ', at);
      int end = indexOf(lines, (byte) '\n', space);
      var token = Base64.getDecoder().decode(Arrays.copyOfRange(lines, at, space));
      int rank =
          Integer.parseInt(
              new String(lines, space + 1, end - space - 1, StandardCharsets.US_ASCII).trim());
      // Ranks that only special tokens have are left empty.
      while (ranks <= rank) {
        starts[ranks++] = used;
      }
      System.arraycopy(token, 0, bytes, used, token.length);
      used += token.length;
      at = end + 1;
    }
    starts[ranks] = used;
    return new Vocabulary(Arrays.copyOf(bytes, used), Arrays.copyOf(starts, ranks + 1));
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  /** Returns the rank of the token with the bytes of a range, or {@link #NONE}. */
  int rank(byte[] text, int from, int to) {
    if (to - from > longest) {
      return NONE;
    }
    int slot = slotOf(text, from, to);
    for (int rank = slots[slot]; rank != NONE; rank = slots[slot]) {
      if (Arrays.equals(bytes, starts[rank], starts[rank + 1], text, from, to)) {
        return rank;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NONE;
  }

  private int freeSlot(int from, int to) {
    int slot = slotOf(bytes, from, to);
    while (slots[slot] != NONE) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int slotOf(byte[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * 0x01000193;
    }
    hash *= 0x9E3779B1;
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }
}
