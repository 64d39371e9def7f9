package io.sluice.exchange;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What compressing a prompt did, or would have done.
 *
 * @param outcome what became of the prompt
 * @param scoring how its pieces were scored, in the words of the plugin's configuration
 * @param model whose tokens are counted
 * @param before tokens of the prompt as it came, at least 0
 * @param after tokens of the prompt compressed, at most {@code before}
 * @param savedMicros what the difference costs at the target, in millionths of a US dollar; empty:
 *     nobody knows the price
 * @param took of the request's own thread, counting included
 */
public record Compression(
    Outcome outcome,
    String scoring,
    String model,
    long before,
    long after,
    OptionalLong savedMicros,
    Duration took) {

  /** What became of a prompt. */
  public enum Outcome {
    /** What was sent is the compressed one. */
    COMPRESSED,
    /** It was computed and recorded, and the prompt sent as it came. */
    SHADOW,
    /** It was left as it came, so that the others can be compared with it. */
    CONTROL,
    /** It was looked at, and nothing would have made it shorter. */
    UNCHANGED
  }

  public Compression {
    new Problems("compression")
        .require(before >= 0, "before", "at least 0", before)
        .require(after >= 0 && after <= before, "after", "in 0 to " + before, after)
        .throwIfAny();
  }

  /** Returns how many tokens fewer are sent; 0 unless it is compressed. */
  public long saved() {
    return outcome == Outcome.COMPRESSED ? before - after : 0;
  }
}
