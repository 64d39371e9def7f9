package io.sluice.router;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.asked.Ask;
import io.sluice.router.guard.Guard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Holds a prompt to what it asks for without the words that only push it upward: the cheaper of
 * both wishes stands.
 *
 * @param strip returns the texts that a prompt may come to, without the prompt itself
 */
record GuardStep(Function<String, List<String>> strip) {

  /** As requests are guarded. */
  static final GuardStep STANDARD = new GuardStep(Guard::stripped);

  /** Which lets everything through, to be compared with. */
  static final GuardStep NONE = new GuardStep(text -> List.of());

  /**
   * Returns the wish for an ask.
   *
   * @param judge returns the wish for an ask and notes what it found
   */
  Wish apply(Ask ask, Deciding deciding, BiFunction<Ask, Deciding, Wish> judge) {
    var wish = judge.apply(ask, deciding);
    if (!mayBeCheaper(wish, deciding)) {
      return wish;
    }
    for (var rest : strip.apply(ask.text())) {
      var trial = deciding.trial();
      var other = judge.apply(remembering(Ask.of(rest)), trial);
      if (isCheaper(other, wish, deciding.catalog().tiers())) {
        deciding.adopt(trial);
        deciding.changed("guard", "stripped");
        return other;
      }
    }
    return wish;
  }

  private static boolean mayBeCheaper(Wish wish, Deciding deciding) {
    return !(wish.aim() instanceof Aim.AtTier(String tier)
        && tier.equals(deciding.catalog().tiers().getFirst()));
  }

  private static boolean isCheaper(Wish wish, Wish than, List<String> tiers) {
    if (wish.aim() instanceof Aim.AtBest && than.aim() instanceof Aim.AtBest) {
      return wish.ease().logits() > than.ease().logits();
    }
    double height = height(wish, tiers);
    double other = height(than, tiers);
    return height < other || (height == other && than.agreed() && !wish.agreed());
  }

  /** What may go anywhere is below the dearest tier and above the others. */
  private static double height(Wish wish, List<String> tiers) {
    return wish.aim() instanceof Aim.AtTier(String tier) ? tiers.indexOf(tier) : tiers.size() - 1.5;
  }

  /** A text is embedded once by each model, however many steps ask. */
  private static Ask remembering(Ask ask) {
    Map<String, Embedding> known = new HashMap<>();
    return new Ask(
        ask.text(), model -> known.computeIfAbsent(model.id(), id -> ask.embedding(model)));
  }
}
