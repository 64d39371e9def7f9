package io.sluice.router;

import io.sluice.exchange.Target;
import io.sluice.exchange.routing.TargetHealth;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.router.candidates.Candidates;
import io.sluice.router.choice.Expected;
import java.util.List;
import java.util.Optional;

/** Keeps requests away from targets that do not answer. */
record Rotation(TargetHealth health) {

  static final String STEP = "health";

  /**
   * A target, and whether it was asked for a place.
   *
   * @param admitted false where nothing better than a target out of rotation was left
   */
  record Chosen(Expected target, boolean admitted) {}

  /**
   * Removes the targets that are out of rotation; where that would leave none, only those that an
   * operator took out: a target that may fail is better than no answer.
   */
  Candidates apply(Candidates candidates) {
    var healthy = candidates.without(STEP, target -> objection(target, true));
    return healthy.isEmpty()
        ? candidates.without(STEP, target -> objection(target, false))
        : healthy;
  }

  private Optional<String> objection(Target target, boolean alsoFailing) {
    return switch (health.state(target.name())) {
      case FORCED_OPEN -> Optional.of("forced_open");
      case OPEN -> alsoFailing ? Optional.of("open") : Optional.empty();
      case CLOSED, HALF_OPEN, FORCED_CLOSED -> Optional.empty();
    };
  }

  /** Returns the first target that takes a request; the very first where none does. */
  Chosen choose(List<Expected> ranking) {
    return ranking.stream()
        .filter(expected -> health.admit(expected.target().name()))
        .findFirst()
        .map(expected -> new Chosen(expected, true))
        .orElseGet(() -> new Chosen(ranking.getFirst(), false));
  }

  /** Returns whether requests are sent to a target. */
  boolean isUp(String target) {
    var state = health.state(target);
    return state != TargetHealth.State.OPEN && state != TargetHealth.State.FORCED_OPEN;
  }

  /** Returns a rotation that takes no places, for choices that nobody acts on. */
  Rotation onlooking() {
    return new Rotation(
        new TargetHealth() {
          @Override
          public State state(String target) {
            return health.state(target);
          }

          @Override
          public Optional<Latency> latency(String target) {
            return health.latency(target);
          }

          @Override
          public boolean admit(String target) {
            return isUp(target);
          }

          @Override
          public void ended(String target, Result result) {}
        });
  }
}
