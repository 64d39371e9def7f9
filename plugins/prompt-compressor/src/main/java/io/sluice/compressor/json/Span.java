package io.sluice.compressor.json;

/**
 * A stretch of a text.
 *
 * @param start index of its first character
 * @param end index after its last character
 */
public record Span(int start, int end) {

  public int length() {
    return end - start;
  }

  /** Returns what stands there. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
