package io.sluice.compressor.json;

/** What a JSON value is. */
public enum JsonKind {
  OBJECT,
  ARRAY,
  STRING,
  NUMBER,
  /** {@code true}, {@code false} or {@code null}. */
  LITERAL;

  /** Returns whether it holds other values. */
  public boolean isContainer() {
    return this == OBJECT || this == ARRAY;
  }

  /** Returns what a value can only be that begins with a character. */
  static JsonKind beginningWith(char c) {
    return switch (c) {
      case '{' -> OBJECT;
      case '[' -> ARRAY;
      case '"' -> STRING;
      case 't', 'f', 'n' -> LITERAL;
      default -> NUMBER;
    };
  }
}
