package io.sluice.exchange.routing;

import java.util.Optional;

/** Tells which language a text is in. Thread-safe; never blocks and never fails. */
@FunctionalInterface
public interface LanguageDetector {

  /**
   * Returns the language of a text.
   *
   * @param text of which the beginning is enough
   * @return its ISO 639-1 code, or 639-3 where it has none; empty where nobody can tell, such as
   *     for a few letters, code or numbers
   */
  Optional<String> language(String text);
}
