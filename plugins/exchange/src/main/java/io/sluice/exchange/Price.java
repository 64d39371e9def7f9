package io.sluice.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a target costs, in US dollars per million tokens, which is micro-dollars per token.
 *
 * @param input for a prompt token
 * @param cachedInput for a prompt token that the provider had cached
 * @param output for a completion token
 */
public record Price(BigDecimal input, BigDecimal cachedInput, BigDecimal output) {

  public Price {
    new Problems("price")
        .require(input.signum() >= 0, "input", "at least 0", input)
        .require(cachedInput.signum() >= 0, "cached_input", "at least 0", cachedInput)
        .require(output.signum() >= 0, "output", "at least 0", output)
        .throwIfAny();
  }

  static Price read(Settings settings) {
    var input = settings.decimal("input");
    return new Price(input, settings.decimal("cached_input", input), settings.decimal("output"));
  }

  /** Returns what an exchange cost, in whole micro-dollars, rounded up. */
  public long micros(long promptTokens, long completionTokens) {
    return input
        .multiply(BigDecimal.valueOf(promptTokens))
        .add(output.multiply(BigDecimal.valueOf(completionTokens)))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
