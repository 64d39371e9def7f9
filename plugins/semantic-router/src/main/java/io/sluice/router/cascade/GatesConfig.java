package io.sluice.router.cascade;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.OptionalDouble;

/**
 * How good a cheap answer must be.
 *
 * @param minCharacters of its text, without white space around it
 * @param minScore that the verifier gives it, in (0, 1); empty: the verifier is not asked
 * @param minLogprob mean log-probability of its tokens where the provider gives them, at most 0;
 *     empty: they are not looked at
 * @param samples how many answers are asked for, which must agree; 1 to 5
 */
public record GatesConfig(
    long minCharacters, OptionalDouble minScore, OptionalDouble minLogprob, long samples) {

  private static final long MOST_SAMPLES = 5;

  public GatesConfig {
    new Problems("gates")
        .require(minCharacters >= 1, "min_characters", "at least 1", minCharacters)
        .require(
            minScore.isEmpty() || (minScore.getAsDouble() > 0 && minScore.getAsDouble() < 1),
            "min_score",
            "in (0, 1)",
            minScore.orElse(0))
        .require(minLogprob.orElse(0) <= 0, "min_logprob", "at most 0", minLogprob.orElse(0))
        .require(
            samples >= 1 && samples <= MOST_SAMPLES, "samples", "in 1 to " + MOST_SAMPLES, samples)
        .throwIfAny();
  }

  /** Reads gates. */
  public static GatesConfig read(Settings settings) {
    return new GatesConfig(
        settings.whole("min_characters", 1),
        number(settings, "min_score"),
        number(settings, "min_logprob"),
        settings.whole("samples", 1));
  }

  /** What is checked without being asked for. */
  public static GatesConfig usual() {
    return new GatesConfig(1, OptionalDouble.empty(), OptionalDouble.empty(), 1);
  }

  private static OptionalDouble number(Settings settings, String key) {
    return settings.has(key) ? OptionalDouble.of(settings.number(key, 0)) : OptionalDouble.empty();
  }
}
