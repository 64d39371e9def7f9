package io.sluice.exchange.cache;

import java.util.regex.Pattern;

/**
 * Names a stored answer: a digest of everything that determines it, the question included.
 *
 * @param value 32 hexadecimal digits in lower case
 */
public record EntryId(String value) implements Comparable<EntryId> {

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

  public EntryId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "an entry's id must be 32 hexadecimal digits, but had %d characters"
              .formatted(value.length()));
    }
  }

  /** Returns whether a text can be an entry's id. */
  public static boolean isValid(String value) {
    return DIGITS.matcher(value).matches();
  }

  @Override
  public int compareTo(EntryId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
