package io.sluice.router;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.routing.RoutingRecord;
import io.sluice.exchange.routing.RoutingRecord.Candidate;
import io.sluice.exchange.routing.RoutingRecord.Shadow;
import io.sluice.router.candidates.Asked;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another configuration, which decides beside the real one, later and without acting. */
record ShadowStep(String version, Pipeline pipeline, RouterPorts ports) {

  private static final Logger logger = LoggerFactory.getLogger(ShadowStep.class);

  static ShadowStep of(
      SemanticRouterConfig config, RouterPorts ports, Rotation rotation, GuardStep guard) {
    return new ShadowStep(
        config.version(),
        new Pipeline(config, ports.unobserved(), rotation.onlooking(), guard),
        ports);
  }

  /** Decides in the background, and notes the difference with the decision that acted. */
  void decide(Asked asked, RoutingRecord real) {
    ports.background().execute(() -> note(asked, real));
  }

  private void note(Asked asked, RoutingRecord real) {
    try {
      var why = pipeline.decide(asked, false).why();
      boolean differs = !why.chosen().equals(real.chosen());
      var shadow =
          new Shadow(
              version,
              why.reason(),
              why.chosen(),
              why.expected().map(Candidate::expectedMicros).orElse(OptionalLong.empty()),
              differs);
      ports.decisions().amend(real.id(), decision -> decision.with(shadow));
      ports.observer().shadowed(differs);
    } catch (DependencyException e) {
      logger.atDebug().addKeyValue("exchange", real.id()).setCause(e).log("shadow without model");
    }
  }
}
