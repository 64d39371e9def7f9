package io.sluice.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * SentencePiece's own normalization, as its models carry it: strings and what each becomes.
 *
 * <p>The file holds the size of a double-array trie in bytes, the trie (a string's bytes lead to an
 * offset), and the replacements, each ended by a zero byte; numbers are little-endian. At each
 * place the longest string that is known is replaced.
 */
final class CharacterMap implements Normalization {

  private static final int LEAF_VALUE = 0x7FFF_FFFF;
  private static final int LABEL = 0x8000_00FF;

  private final int[] trie;
  private final byte[] replacements;

  private CharacterMap(int[] trie, byte[] replacements) {
    this.trie = trie;
    this.replacements = replacements;
  }

  /**
   * Reads a map.
   *
   * @param encoded in Base64
   * @throws ModelFileException if it is none
   */
  static CharacterMap of(String file, String encoded) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file, "hold precompiled_charsmap in Base64", e);
    }
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long size = bytes.length < Integer.BYTES ? -1 : Integer.toUnsignedLong(buffer.getInt());
    if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > buffer.remaining()) {
      throw new ModelFileException(
          file,
          "hold a precompiled_charsmap that begins with the size of its trie",
          "it begins with %d and has %d bytes".formatted(size, bytes.length));
    }
    var trie = new int[(int) size / Integer.BYTES];
    buffer.asIntBuffer().get(trie);
    return new CharacterMap(
        trie, Arrays.copyOfRange(bytes, Integer.BYTES + (int) size, bytes.length));
  }

  @Override
  public Mapped apply(Mapped text) {
    var made = text.new Made();
    int i = 0;
    while (i < text.text().length()) {
      i = replace(text.text(), i, made);
    }
    return made.end();
  }

  /** Writes what stands at a place, and returns the place after it. */
  private int replace(String text, int from, Mapped.Made made) {
    int value = -1;
    int end = from;
    int base = offset(trie[0]);
    int i = from;
    while (i < text.length() && base >= 0) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      long walked = walk(base, point);
      base = (int) walked;
      boolean leaf = walked >>> 32 != 0;
      if (base >= 0 && leaf) {
        value = trie[base] & LEAF_VALUE;
        end = i;
      }
    }
    if (value < 0 || value >= replacements.length) {
      end = from + Character.charCount(text.codePointAt(from));
      made.append(text.substring(from, end), from);
    } else {
      made.append(replacement(value), from);
    }
    return end;
  }

  /**
   * Walks along a character's bytes.
   *
   * @return where its children are, or -1 where the trie ends; plus 2^32 if a string ends there
   */
  private long walk(int from, int point) {
    // A lone surrogate has no bytes.
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      return -1;
    }
    int base = from;
    int unit = 0;
    int bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (int i = bytes - 1; i >= 0; i--) {
      int label = label(point, i, bytes);
      int place = base ^ label;
      if (label == 0 || place >= trie.length || (trie[place] & LABEL) != label) {
        return -1;
      }
      unit = trie[place];
      base = place ^ offset(unit);
      if (base < 0 || base >= trie.length) {
        return -1;
      }
    }
    return ((unit >>> 8 & 1L) << 32) | base;
  }

  /** Returns a byte of a character in UTF-8; the last is number 0. */
  private static int label(int point, int number, int bytes) {
    if (bytes == 1) {
      return point;
    }
    int bits = point >>> (6 * number);
    int first = (0xF00 >>> bytes) & 0xFF;
    return number < bytes - 1 ? 0x80 | (bits & 0x3F) : first | bits;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
  }

  private String replacement(int start) {
    int end = start;
    while (end < replacements.length && replacements[end] != 0) {
      end++;
    }
    return new String(replacements, start, end - start, StandardCharsets.UTF_8);
  }
}
