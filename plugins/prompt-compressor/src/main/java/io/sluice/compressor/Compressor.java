package io.sluice.compressor;

import io.sluice.compressor.extract.Extractor;
import io.sluice.compressor.extract.Ranking;
import io.sluice.compressor.lossless.DuplicateMark;
import io.sluice.compressor.lossless.Lossless;
import io.sluice.compressor.lossless.LosslessSteps;
import io.sluice.compressor.lossless.TextToShrink;
import io.sluice.compressor.prune.ClassifiedWords;
import io.sluice.compressor.prune.FillerWords;
import io.sluice.compressor.prune.Pruner;
import io.sluice.compressor.prune.Pruning;
import io.sluice.compressor.text.TimeLimit;
import io.sluice.compressor.text.TokenEstimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Makes the stretches of a plan shorter: first without a loss, then without what helps least to
 * answer.
 *
 * <p>Thread-safe. The same plan always gives the same texts, unless time runs out.
 */
final class Compressor {

  /** Of the time limit: the rest is for what comes after the scores. */
  private static final double SENTENCES_SHARE = 0.85;

  /** How often units are chosen until what is rendered fits; the first choice nearly does. */
  private static final int ATTEMPTS = 4;

  private final PromptCompressorConfig config;
  private final Lossless first;

  /** What would take words from the units that are chosen from. */
  private final Lossless last;

  private final Extractor extractor;
  private final Optional<Pruner> pruner;
  private final CompressorObserver observer;

  private Compressor(
      PromptCompressorConfig config,
      Extractor extractor,
      Optional<Pruner> pruner,
      CompressorObserver observer) {
    this.config = config;
    boolean extracts = config.extraction();
    var mark = DuplicateMark.DEFAULT;
    this.first =
        new Lossless(
            extracts ? config.lossless().withoutLogs() : config.lossless(),
            mark,
            TokenEstimate::of);
    this.last =
        new Lossless(
            extracts ? config.lossless().onlyLogs() : LosslessSteps.NONE, mark, TokenEstimate::of);
    this.extractor = extractor;
    this.pruner = pruner;
    this.observer = observer;
  }

  static Compressor of(PromptCompressorConfig config, CompressorPorts ports) {
    Optional<Pruner> pruner =
        switch (config.pruning()) {
          case NONE -> Optional.empty();
          case FILLER_WORDS -> Optional.of(new FillerWords());
          case CLASSIFIER ->
              Optional.of(new ClassifiedWords(ports.classifier().orElseThrow(), TokenEstimate::of));
        };
    return new Compressor(config, extractor(config, ports), pruner, ports.observer());
  }

  private static Extractor extractor(PromptCompressorConfig config, CompressorPorts ports) {
    return switch (config.scoring()) {
      case LEXICAL -> new Extractor();
      case STATIC -> Extractor.withWords(ports.words());
      case SENTENCE_MODEL ->
          Extractor.withWords(ports.words()).withSentences(ports.sentences(), SENTENCES_SHARE);
    };
  }

  /**
   * Compresses.
   *
   * @param texts how many the plan is for
   * @param excess how many tokens are to go; empty: nobody knows
   * @return what they say then, one for each
   */
  List<String> compress(Plan plan, int texts, OptionalLong excess, TimeLimit limit) {
    var shrunk = shrink(first, plan.stretches(), limit);
    var left = config.extraction() ? extract(plan, shrunk, excess, limit) : shrunk;
    return sound(plan.texts(texts), Plan.joined(shrink(last, left, limit), texts));
  }

  private static List<Stretch> shrink(Lossless lossless, List<Stretch> stretches, TimeLimit limit) {
    var texts =
        stretches.stream()
            .map(stretch ->
                stretch.mayChange()
                    ? TextToShrink.free(stretch.words())
                    : TextToShrink.fixed(stretch.words()))
            .toList();
    var shorter = lossless.compress(texts, limit);
    return IntStream.range(0, stretches.size())
        .mapToObj(i -> stretches.get(i).saying(shorter.get(i).text()))
        .toList();
  }

  /** Stretches whose author names a rate have a budget of their own. */
  private List<Stretch> extract(
      Plan plan, List<Stretch> shrunk, OptionalLong excess, TimeLimit limit) {
    var groups = new LinkedHashMap<Optional<Double>, List<Integer>>();
    for (int i = 0; i < shrunk.size(); i++) {
      if (shrunk.get(i).mayLose() && !shrunk.get(i).words().isBlank()) {
        groups.computeIfAbsent(shrunk.get(i).rate(), rate -> new ArrayList<>()).add(i);
      }
    }
    var result = new ArrayList<>(shrunk);
    for (var group : groups.entrySet()) {
      var budget = budget(plan, shrunk, group, excess);
      if (budget.isPresent()
          && !extract(plan, result, group.getValue(), budget.getAsLong(), limit)) {
        observer.outOfTime();
        return shrunk;
      }
    }
    return result;
  }

  private static OptionalLong budget(
      Plan plan,
      List<Stretch> shrunk,
      Map.Entry<Optional<Double>, List<Integer>> group,
      OptionalLong excess) {
    if (group.getKey().isPresent()) {
      long tokens = tokens(plan.stretches(), group.getValue());
      return OptionalLong.of(Math.round(group.getKey().get() * tokens));
    }
    if (excess.isEmpty()) {
      return OptionalLong.empty();
    }
    long gone = tokens(plan.stretches()) - tokens(shrunk);
    long budget = tokens(shrunk, group.getValue()) - (excess.getAsLong() - gone);
    return OptionalLong.of(Math.max(0, budget));
  }

  private static long tokens(List<Stretch> stretches, List<Integer> which) {
    return which.stream().mapToLong(i -> TokenEstimate.of(stretches.get(i).words())).sum();
  }

  private static long tokens(List<Stretch> stretches) {
    return stretches.stream()
        .filter(Stretch::mayChange)
        .mapToLong(stretch -> TokenEstimate.of(stretch.words()))
        .sum();
  }

  /** Returns whether there was time. */
  private boolean extract(
      Plan plan, List<Stretch> stretches, List<Integer> which, long budget, TimeLimit limit) {
    var pages = new Pages(which.stream().map(stretches::get).toList());
    if (pages.tokens() <= budget) {
      return true;
    }
    var ranking = extractor.rank(plan.question(), pages.units(), budget, limit);
    if (ranking.isEmpty()) {
      return false;
    }
    var rendered = within(budget, pages, ranking.get());
    for (int i = 0; i < which.size(); i++) {
      int at = which.get(i);
      var before = stretches.get(at);
      if (Soundness.holds(before.words(), rendered.get(i))) {
        stretches.set(at, pruned(before.saying(rendered.get(i))));
      }
    }
    return true;
  }

  /** What frames the units that are kept has its size, too, which shows when they are together. */
  private List<String> within(long budget, Pages pages, Ranking ranking) {
    long asked = budget;
    var rendered = pages.render(ranking.within(asked), config.mark());
    for (int i = 1; i < ATTEMPTS; i++) {
      long over = rendered.stream().mapToLong(TokenEstimate::of).sum() - budget;
      if (over <= 0 || asked == 0) {
        break;
      }
      asked = Math.max(0, asked - over);
      rendered = pages.render(ranking.within(asked), config.mark());
    }
    return rendered;
  }

  private Stretch pruned(Stretch stretch) {
    return pruner
        .map(words ->
            stretch.saying(
                words.prune(
                    stretch.words(),
                    new Pruning(config.pruningRate(), stretch.forceTokens(), false))))
        .orElse(stretch);
  }

  private static List<String> sound(List<String> before, List<String> after) {
    return IntStream.range(0, before.size())
        .mapToObj(i -> Soundness.restored(before.get(i), after.get(i)))
        .toList();
  }
}
