package io.sluice.exchange.cache;

import java.util.regex.Pattern;

/**
 * Names the stored answers among which a question may look for a near one: a digest of everything
 * that determines an answer but the question itself. Nothing is ever found across partitions.
 *
 * @param id 32 hexadecimal digits in lower case
 */
public record Partition(String id) {

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

  public Partition {
    if (!DIGITS.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a partition's id must be 32 hexadecimal digits, but had %d characters"
              .formatted(id.length()));
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
