package io.sluice.exchange;

/**
 * The tokens of an exchange, as the provider bills them. Each number is 0 to {@link #MOST}.
 *
 * @param prompt all tokens of the prompt, those of the next two included
 * @param cached those of the prompt that the provider took from its cache
 * @param cacheWrite those of the prompt that the provider put into its cache
 * @param completion all tokens that the model wrote, those of its reasoning included
 * @param reasoning those of the completion that the model wrote before its answer
 */
public record Usage(long prompt, long cached, long cacheWrite, long completion, long reasoning) {

  /**
   * More tokens than any exchange has: beyond it a number is a slip, and its cost might not fit.
   */
  public static final long MOST = 1_000_000_000_000L;

  public Usage {
    long uncached = prompt - Math.clamp(cached, 0, Math.max(0, prompt));
    new Problems("usage")
        .require(isIn(prompt, MOST), "prompt", "in 0 to " + MOST, prompt)
        .require(isIn(cached, prompt), "cached", "in 0 to " + prompt, cached)
        .require(isIn(cacheWrite, uncached), "cache_write", "in 0 to " + uncached, cacheWrite)
        .require(isIn(completion, MOST), "completion", "in 0 to " + MOST, completion)
        .require(isIn(reasoning, completion), "reasoning", "in 0 to " + completion, reasoning)
        .throwIfAny();
  }

  /** Usage of which nothing was put into a cache and no reasoning is told apart. */
  public Usage(long prompt, long cached, long completion) {
    this(prompt, cached, 0, completion, 0);
  }

  /**
   * Returns the usage that a provider's numbers stand for, whatever they are: it never throws.
   *
   * <p>What is not reported is 0. Numbers below 0 or above {@link #MOST} become those. More cached
   * tokens than the prompt has are as many as it has. More reasoning than completion can only mean
   * that the completion was reported without it. What a total has beyond its parts is prompt where
   * no prompt was reported (embeddings), else completion (reasoning that was left out).
   *
   * @param total of prompt and completion; 0 if not reported
   */
  public static Usage reported(
      long prompt, long cached, long cacheWrite, long completion, long reasoning, long total) {
    long in = within(prompt, MOST);
    long out = within(completion, MOST);
    long thought = within(reasoning, MOST);
    if (thought > out) {
      out += thought;
    }
    long rest = within(total, MOST) - in - out;
    if (rest > 0 && in == 0) {
      in = rest;
    } else if (rest > 0) {
      out += rest;
    }
    out = within(out, MOST);
    long read = within(cached, in);
    return new Usage(in, read, within(cacheWrite, in - read), out, within(thought, out));
  }

  /** Returns the tokens of prompt and completion together. */
  public long total() {
    return prompt + completion;
  }

  private static long within(long number, long most) {
    return Math.clamp(number, 0, most);
  }

  private static boolean isIn(long number, long most) {
    return number >= 0 && number <= most;
  }
}
