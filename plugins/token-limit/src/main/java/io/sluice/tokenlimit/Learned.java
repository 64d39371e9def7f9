package io.sluice.tokenlimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.OptionalLong;

/**
 * What finished exchanges taught: how long answers are, how far counts are off, how many bytes a
 * token takes on the wire. In memory, bounded, lost with the process.
 */
final class Learned {

  private static final int MOST_CONSUMERS = 20_000;
  private static final int MOST_TARGETS = 2_000;

  /** Before a target's first whole stream: an OpenAI chunk with one token of text. */
  private static final double USUAL_BYTES_PER_TOKEN = 200;

  /** A provider that bills a quarter or four times of what was counted has been misread. */
  private static final double FARTHEST = 4;

  private record Key(String consumer, String target) {}

  private final Cache<Key, RecentValues> completions =
      Caffeine.newBuilder().maximumSize(MOST_CONSUMERS).build();
  private final Cache<String, MovingRatio> prompts =
      Caffeine.newBuilder().maximumSize(MOST_TARGETS).build();
  private final Cache<String, MovingLine> streams =
      Caffeine.newBuilder().maximumSize(MOST_TARGETS).build();
  private final Cache<String, MovingLine> texts =
      Caffeine.newBuilder().maximumSize(MOST_TARGETS).build();

  /** Learns from an answer that came whole. */
  void completion(String consumer, String model, long tokens) {
    completions.get(new Key(consumer, model), key -> new RecentValues()).add(tokens);
    completions.get(new Key("", model), key -> new RecentValues()).add(tokens);
  }

  /**
   * Returns how many tokens nine in ten of the last answers had at most that a consumer got of a
   * model, or all consumers together; empty before the first.
   */
  OptionalLong usualCompletion(String consumer, String model) {
    var own = completions.getIfPresent(new Key(consumer, model));
    var all = own == null ? completions.getIfPresent(new Key("", model)) : own;
    return all == null ? OptionalLong.empty() : OptionalLong.of(all.ninthDecile());
  }

  /** Learns what a provider billed for a prompt that was counted. */
  void prompt(String model, long counted, long billed) {
    if (counted > 0 && billed > 0) {
      prompts.get(model, key -> new MovingRatio()).add(billed, counted);
    }
  }

  /** Returns by how much a count of that model's prompts is to be multiplied, 0.25 to 4. */
  double promptFactor(String model) {
    var ratio = prompts.getIfPresent(model);
    return ratio == null ? 1 : Math.clamp(ratio.value(1), 1 / FARTHEST, FARTHEST);
  }

  /** Learns from a stream that came whole. */
  void stream(String model, long bytes, long completion) {
    if (bytes > 0 && completion > 0) {
      streams.get(model, key -> new MovingLine()).add(completion, bytes);
    }
  }

  /** Returns how many completion tokens of a model a stream of so many bytes holds, at least 1. */
  long tokensOfStream(String model, long bytes) {
    var line = streams.getIfPresent(model);
    double bytesPerToken = line == null ? USUAL_BYTES_PER_TOKEN : line.slope(USUAL_BYTES_PER_TOKEN);
    return Math.max(1, Math.round(bytes / bytesPerToken));
  }

  /** Learns what a provider billed for an answer whose text was counted. */
  void text(String model, long counted, long billed) {
    if (counted > 0 && billed > 0) {
      texts.get(model, key -> new MovingLine()).add(counted, billed);
    }
  }

  /**
   * Returns what a provider bills for so many tokens of text. What it bills beside the text
   * (reasoning, marks around it) does not shrink with a text that was cut.
   */
  long billedForText(String model, long counted) {
    var line = texts.getIfPresent(model);
    return line == null || counted == 0 ? counted : Math.round(line.at(counted));
  }
}
