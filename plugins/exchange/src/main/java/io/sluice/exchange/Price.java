package io.sluice.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a target costs: US dollars per million tokens, which is micro-dollars per token, and US
 * dollars per image.
 *
 * @param input for a prompt token
 * @param cachedInput for a prompt token that the provider took from its cache
 * @param cacheWrite for a prompt token that the provider put into its cache
 * @param output for a completion token
 * @param reasoning for a completion token of the model's reasoning
 * @param image for an image of the prompt, beside its tokens; in dollars
 */
public record Price(
    BigDecimal input,
    BigDecimal cachedInput,
    BigDecimal cacheWrite,
    BigDecimal output,
    BigDecimal reasoning,
    BigDecimal image) {

  /** A dollar a token: more is a slip, and a sum of it might not fit in a long. */
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

  /** In dollars, for the same reason. */
  private static final BigDecimal DEAREST_IMAGE = BigDecimal.valueOf(1_000);

  private static final BigDecimal MICROS_PER_DOLLAR = BigDecimal.valueOf(1_000_000);

  /** Nothing. */
  static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  public Price {
    // A price that only repeats another is as wrong as that one, which is reported.
    new Problems("price")
        .require(isIn(input, DEAREST), "input", "in 0 to " + DEAREST, input)
        .require(
            cachedInput.compareTo(input) == 0 || isIn(cachedInput, DEAREST),
            "cached_input",
            "in 0 to " + DEAREST,
            cachedInput)
        .require(
            cacheWrite.compareTo(input) == 0 || isIn(cacheWrite, DEAREST),
            "cache_write",
            "in 0 to " + DEAREST,
            cacheWrite)
        .require(isIn(output, DEAREST), "output", "in 0 to " + DEAREST, output)
        .require(
            reasoning.compareTo(output) == 0 || isIn(reasoning, DEAREST),
            "reasoning",
            "in 0 to " + DEAREST,
            reasoning)
        .require(isIn(image, DEAREST_IMAGE), "image", "in 0 to " + DEAREST_IMAGE, image)
        .throwIfAny();
  }

  /** A price where putting tokens into a cache costs as input, and reasoning as output. */
  public Price(BigDecimal input, BigDecimal cachedInput, BigDecimal output) {
    this(input, cachedInput, input, output, output, BigDecimal.ZERO);
  }

  private static boolean isIn(BigDecimal amount, BigDecimal most) {
    return amount.signum() >= 0 && amount.compareTo(most) <= 0;
  }

  /** Returns the price that is in each respect the higher of this one and another. */
  Price dearer(Price other) {
    return new Price(
        input.max(other.input),
        cachedInput.max(other.cachedInput),
        cacheWrite.max(other.cacheWrite),
        output.max(other.output),
        reasoning.max(other.reasoning),
        image.max(other.image));
  }

  static Price read(Settings settings) {
    var input = settings.decimal("input");
    var output = settings.decimal("output");
    return new Price(
        input,
        settings.decimal("cached_input", input),
        settings.decimal("cache_write", input),
        output,
        settings.decimal("reasoning", output),
        settings.decimal("image", BigDecimal.ZERO));
  }

  /** Returns what an exchange without images cost, in whole micro-dollars, rounded up. */
  public long micros(Usage usage) {
    return micros(usage, 0);
  }

  /**
   * Returns what an exchange cost, in whole micro-dollars, rounded up once. The most that can be
   * fits: it does not fail.
   *
   * @param images of the prompt; below 0 counts as none
   */
  public long micros(Usage usage, int images) {
    long plain = usage.prompt() - usage.cached() - usage.cacheWrite();
    return cost(input, plain)
        .add(cost(cachedInput, usage.cached()))
        .add(cost(cacheWrite, usage.cacheWrite()))
        .add(cost(output, usage.completion() - usage.reasoning()))
        .add(cost(reasoning, usage.reasoning()))
        .add(cost(image.multiply(MICROS_PER_DOLLAR), Math.max(0, images)))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  private static BigDecimal cost(BigDecimal each, long count) {
    return each.multiply(BigDecimal.valueOf(count));
  }
}
