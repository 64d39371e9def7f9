package io.sluice.cache;

import java.time.Duration;
import java.util.Optional;

/** What is to be done with a request. */
sealed interface Plan {

  /** Nothing. */
  record Skip(Bypass why) implements Plan {}

  /** Its answer is kept, and none is looked for. */
  record Refresh(Key key) implements Plan {}

  /**
   * An answer is looked for.
   *
   * @param maxAge of the answer, if the client sets one
   */
  record LookUp(Key key, Optional<Duration> maxAge) implements Plan {}
}
