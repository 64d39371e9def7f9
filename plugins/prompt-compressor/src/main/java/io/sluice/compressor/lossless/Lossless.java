package io.sluice.compressor.lossless;

import io.sluice.compressor.text.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Says the same in fewer tokens.
 *
 * <p>Works over all texts of a request together, since what one says another need not repeat. Every
 * text is then as long as before or shorter; compressed again it stays as it is; the same texts
 * give the same result. Linear in their length. Thread-safe.
 */
public final class Lossless {

  /** The third has found nothing in any text so far. */
  private static final int MOST_ROUNDS = 4;

  private final List<Step> steps;

  /**
   * @param mark what stands where a repeated passage was
   * @param size how many tokens a text has, at least nearly; thread-safe
   */
  public Lossless(LosslessSteps steps, DuplicateMark mark, ToIntFunction<String> size) {
    this.steps = inOrder(steps, mark, size);
  }

  /** Each step leaves nothing new to do for those before it. */
  private static List<Step> inOrder(
      LosslessSteps steps, DuplicateMark mark, ToIntFunction<String> size) {
    var chosen = new ArrayList<Step>();
    add(chosen, steps.invisible(), new InvisibleStep());
    add(chosen, steps.pages(), new PageStep());
    add(chosen, steps.trackers(), new TrackerStep());
    add(chosen, steps.json(), new JsonStep());
    add(chosen, steps.duplicates(), new DuplicateStep(mark, size));
    add(chosen, steps.whiteSpace(), new WhiteSpaceStep());
    add(chosen, steps.tables(), new TableStep());
    add(chosen, steps.repeats(), new RepeatStep(size));
    add(chosen, steps.logs(), new LogStep(size));
    return List.copyOf(chosen);
  }

  private static void add(List<Step> chosen, boolean taken, Step step) {
    if (taken) {
      chosen.add(step);
    }
  }

  /**
   * Returns the texts in the same order, each with what is kept of it where it now stands.
   *
   * @param limit asked before each step; once it is over, the steps that are left are not taken
   */
  public List<TextToShrink> compress(List<TextToShrink> texts, TimeLimit limit) {
    var drafts = texts.stream().map(Draft::new).toList();
    int round = 0;
    while (round < MOST_ROUNDS && round(drafts, limit)) {
      round++;
    }
    return drafts.stream().map(Draft::result).toList();
  }

  /** Returns whether another round may find more. */
  private boolean round(List<Draft> drafts, TimeLimit limit) {
    boolean again = false;
    for (var step : steps) {
      if (limit.isOver()) {
        return false;
      }
      again |= step.apply(drafts);
    }
    return again;
  }
}
