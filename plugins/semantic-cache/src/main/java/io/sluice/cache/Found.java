package io.sluice.cache;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.replay.RecordedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a search came to. */
sealed interface Found {

  /**
   * The answer to serve.
   *
   * @param similarity of the questions; 1 in the exact layer
   */
  record Hit(Layer layer, EntryHead head, RecordedAnswer answer, double similarity)
      implements Found {

    boolean isStale(Instant now) {
      return !now.isBefore(head.freshUntil());
    }

    Duration age(Instant now) {
      var age = Duration.between(head.created(), now);
      return age.isNegative() ? Duration.ZERO : age;
    }
  }

  /**
   * Nothing to serve.
   *
   * @param why the reason first, then what the search saw
   * @param embedding of the question, if it was needed
   */
  record Miss(Map<String, String> why, Optional<Embedding> embedding) implements Found {}
}
