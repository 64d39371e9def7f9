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

  /** A dollar a token: more is a slip, and a sum of it might not fit in a long. */
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

  public Price {
    new Problems("price")
        .require(isPrice(input), "input", "in 0 to " + DEAREST, input)
        .require(isPrice(cachedInput), "cached_input", "in 0 to " + DEAREST, cachedInput)
        .require(isPrice(output), "output", "in 0 to " + DEAREST, output)
        .throwIfAny();
  }

  private static boolean isPrice(BigDecimal amount) {
    return amount.signum() >= 0 && amount.compareTo(DEAREST) <= 0;
  }

  static Price read(Settings settings) {
    var input = settings.decimal("input");
    return new Price(input, settings.decimal("cached_input", input), settings.decimal("output"));
  }

  /** Returns what an exchange cost, in whole micro-dollars, rounded up. */
  public long micros(Usage usage) {
    return input
        .multiply(BigDecimal.valueOf(usage.prompt() - usage.cached()))
        .add(cachedInput.multiply(BigDecimal.valueOf(usage.cached())))
        .add(output.multiply(BigDecimal.valueOf(usage.completion())))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
