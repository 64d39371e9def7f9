package io.sluice.router;

import io.sluice.exchange.Target;
import io.sluice.router.choice.Ranking;
import io.sluice.router.steady.Experiment;
import java.util.Optional;

/** Sends who is in an arm of an experiment the arm's way. */
record ExperimentStep(Optional<Experiment> experiment, RouterObserver observer) {

  Ranking apply(Ranking ranking, Deciding deciding) {
    return experiment.map(running -> apply(running, ranking, deciding)).orElse(ranking);
  }

  private Ranking apply(Experiment running, Ranking ranking, Deciding deciding) {
    var arm = running.arm(deciding.exchange());
    if (arm.isEmpty()) {
      return exposed(running, "control", ranking, deciding);
    }
    // Who can't go the arm's way is not compared with those who did.
    return target(arm.get(), ranking)
        .map(target ->
            exposed(running, arm.get().name(), ranking.preferring(target.name()), deciding))
        .orElse(ranking);
  }

  private static Optional<Target> target(Experiment.Arm arm, Ranking ranking) {
    return arm.tier().isEmpty()
        ? ranking.first(target ->
            target.name().equals(arm.target()) && target.tier().equals(ranking.first().tier()))
        : ranking.first(target -> target.tier().equals(arm.tier()));
  }

  private Ranking exposed(Experiment running, String arm, Ranking ranking, Deciding deciding) {
    deciding.changed("experiment", running.name());
    deciding.changed("arm", arm);
    observer.exposed(running.name(), arm);
    return ranking;
  }
}
