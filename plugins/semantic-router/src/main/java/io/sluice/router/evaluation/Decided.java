package io.sluice.router.evaluation;

import io.sluice.exchange.Target;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a request would go.
 *
 * @param target empty for a request that is refused, or left alone
 * @param reason as in {@code X-AI-Decision}
 * @param scores what steps found in numbers, by the name of the step
 * @param firstAttempt whether a cheaper target would be asked first
 */
public record Decided(
    Optional<Target> target, String reason, Map<String, Double> scores, boolean firstAttempt) {

  /** The step that says how likely the cheaper tier fails. */
  private static final String HARD = "hard";

  public Decided {
    scores = Map.copyOf(scores);
  }

  /** Returns how likely the cheaper tier fails, in [0, 1]; empty where that was not asked. */
  public OptionalDouble hard() {
    var hard = scores.get(HARD);
    return hard == null ? OptionalDouble.empty() : OptionalDouble.of(hard);
  }
}
