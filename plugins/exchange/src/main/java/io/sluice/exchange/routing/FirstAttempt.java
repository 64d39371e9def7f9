package io.sluice.exchange.routing;

import io.sluice.exchange.Target;
import io.sluice.exchange.Usage;
import java.util.Optional;

/**
 * That an exchange may be answered by a cheaper target first, kept with the exchange: a plan until
 * budgets allowed it, then what came of it.
 *
 * @param target the cheaper one
 * @param samples how many answers it is asked for, at least 1
 * @param stage how far it has come
 * @param used what the target counted; empty before it answered, and when nobody knows
 */
public record FirstAttempt(Target target, int samples, Stage stage, Optional<Usage> used) {

  /** How far an attempt has come. */
  public enum Stage {
    /** Wanted: who keeps budgets may refuse it. */
    PLANNED,
    /** A budget has no room for it, or there is no need of it: it is not made. */
    DROPPED,
    /** Its answer was not good enough, or it failed: another target is asked. */
    ESCALATED,
    /** Its answer is the exchange's. */
    ANSWERED
  }

  /** A plan. */
  public static FirstAttempt planned(Target target) {
    return planned(target, 1);
  }

  /** A plan to ask for several answers. */
  public static FirstAttempt planned(Target target, int samples) {
    return new FirstAttempt(target, samples, Stage.PLANNED, Optional.empty());
  }

  /** Returns the same attempt, further on. */
  public FirstAttempt at(Stage stage) {
    return new FirstAttempt(target, samples, stage, used);
  }

  /** Returns the same attempt, further on, with what it used. */
  public FirstAttempt at(Stage stage, Optional<Usage> used) {
    return new FirstAttempt(target, samples, stage, used);
  }
}
