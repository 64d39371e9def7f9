package io.sluice.compressor;

import io.sluice.compressor.lossless.LosslessSteps;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route's {@code ai-prompt-compressor} as written.
 *
 * @param mode whether compressed prompts are sent, or only what would become of them is recorded
 * @param sample the share of requests that are compressed, in [0, 1]; the others are sent as they
 *     came, so that answers can be compared
 * @param ranges what prompts are compressed to by their size, the smallest first; under the first
 *     nothing is touched
 * @param lossless which of the steps are taken that leave nothing out
 * @param extraction whether what does not help to answer may be left out
 * @param scoring how it is told what helps to answer
 * @param pruning which words a kept sentence may lose
 * @param pruningRate the share of a kept sentence's tokens that stays at least, in (0, 1]
 * @param rules what may be done to whose words
 * @param keepTurns how many of the last messages of user and assistant stay whole, at least 0
 * @param mark stands where something was left out; empty: nothing does
 * @param tags whether {@code <keep>} and {@code <LLMLINGUA>} are heeded in prompts
 * @param clientOptOut whether {@code Cache-Control: no-transform} of a request is heeded
 * @param timeLimit for a prompt of up to {@value #TIMED_TOKENS} tokens, and in proportion above
 */
record PromptCompressorConfig(
    Mode mode,
    double sample,
    List<Range> ranges,
    LosslessSteps lossless,
    boolean extraction,
    Scoring scoring,
    Pruning pruning,
    double pruningRate,
    Rules rules,
    int keepTurns,
    String mark,
    boolean tags,
    boolean clientOptOut,
    Duration timeLimit) {

  /** Whether compressed prompts are sent. */
  enum Mode {
    ON,
    SHADOW
  }

  /** How it is told what helps to answer. */
  enum Scoring {
    /** By words alone. */
    LEXICAL,
    /** By words and static embeddings. */
    STATIC,
    /** The same, and a sentence model is asked where that leaves a doubt. */
    SENTENCE_MODEL
  }

  /** Which words a kept sentence may lose. */
  enum Pruning {
    NONE,
    /** Articles and intensifiers. */
    FILLER_WORDS,
    /** Those that the runner's token classifier finds least needed. */
    CLASSIFIER
  }

  /** What the time limit is for. */
  static final int TIMED_TOKENS = 8_000;

  /** The defaults that need no route's own figures: see the module's README. */
  static final List<Range> RANGES =
      List.of(new Range(500, new Goal.Ratio(0.5)), new Range(4_000, new Goal.Ratio(0.35)));

  private static final double PRUNING_RATE = 0.8;

  private static final int KEEP_TURNS = 4;

  private static final long TIME_LIMIT_MS = 30;

  private static final int LONGEST_MARK = 40;

  private static final Map<String, Mode> MODES = Settings.words(Mode.class);

  private static final Map<String, Scoring> SCORINGS = Settings.words(Scoring.class);

  private static final Map<String, Pruning> PRUNINGS = Settings.words(Pruning.class);

  PromptCompressorConfig {
    ranges = List.copyOf(ranges);
    var problems = new Problems(PromptCompressor.NAME);
    problems
        .require(sample >= 0 && sample <= 1, "sample", "in [0, 1]", sample)
        .require(!ranges.isEmpty(), "ranges", "at least one", "none")
        .require(pruningRate > 0 && pruningRate <= 1, "pruning_rate", "in (0, 1]", pruningRate)
        .require(keepTurns >= 0, "keep_turns", "at least 0", keepTurns)
        .require(
            mark.length() <= LONGEST_MARK && mark.strip().equals(mark) && !mark.contains("\n"),
            "mark",
            "at most " + LONGEST_MARK + " characters on one line, without blanks around",
            mark)
        .require(
            timeLimit.isPositive() && timeLimit.compareTo(Duration.ofSeconds(5)) <= 0,
            "time_limit_ms",
            "in 1 to 5000",
            timeLimit.toMillis());
    for (int i = 1; i < ranges.size(); i++) {
      problems.require(
          ranges.get(i).over() > ranges.get(i - 1).over(),
          "ranges[" + i + "].over",
          "over that of the range before",
          ranges.get(i).over());
    }
    problems.throwIfAny();
  }

  static PromptCompressorConfig read(Settings settings) {
    return new PromptCompressorConfig(
        settings.choice("mode", MODES, Mode.ON),
        settings.number("sample", 1),
        settings.has("ranges") ? settings.list("ranges", Range::read) : RANGES,
        settings.has("lossless")
            ? settings.section("lossless", PromptCompressorConfig::steps)
            : LosslessSteps.ALL,
        settings.flag("extraction", true),
        settings.choice("scoring", SCORINGS, Scoring.STATIC),
        settings.choice("pruning", PRUNINGS, Pruning.NONE),
        settings.number("pruning_rate", PRUNING_RATE),
        settings.has("rules") ? settings.section("rules", Rules::read) : Rules.ALL,
        Math.clamp(settings.whole("keep_turns", KEEP_TURNS), -1, Integer.MAX_VALUE),
        settings.text("mark", ""),
        settings.flag("tags", true),
        settings.flag("client_opt_out", true),
        Duration.ofMillis(settings.whole("time_limit_ms", TIME_LIMIT_MS)));
  }

  private static LosslessSteps steps(Settings settings) {
    return new LosslessSteps(
        settings.flag("invisible", true),
        settings.flag("pages", true),
        settings.flag("trackers", true),
        settings.flag("json", true),
        settings.flag("duplicates", true),
        settings.flag("white_space", true),
        settings.flag("tables", true),
        settings.flag("repeats", true),
        settings.flag("logs", true));
  }

  /** Returns what a prompt of that many tokens is to become; empty: it is left alone. */
  Optional<Goal> goal(long tokens) {
    return ranges.reversed().stream()
        .filter(range -> tokens > range.over())
        .map(Range::goal)
        .findFirst();
  }

  /** Returns the time that compressing a prompt of that many tokens may take. */
  Duration timeLimit(long tokens) {
    return Duration.ofNanos(
        (long) (timeLimit.toNanos() * Math.max(1, (double) tokens / TIMED_TOKENS)));
  }
}
