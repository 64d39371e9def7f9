package io.sluice.cache;

import java.util.Locale;

/** Which way an answer was found. */
public enum Layer {
  /** The requests are equal. */
  EXACT,
  /** The questions mean the same, and all else is equal. */
  SEMANTIC;

  /** Returns the word on the wire. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
