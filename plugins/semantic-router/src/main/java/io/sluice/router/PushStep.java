package io.sluice.router;

import io.sluice.router.candidates.Asked;
import io.sluice.router.guard.PushedPhrases;
import java.time.InstantSource;

/** Reports phrases that push a route's unrelated prompts to the dearest tier. */
record PushStep(PushedPhrases phrases, RouterObserver observer, InstantSource clock) {

  static PushStep of(RouterPorts ports) {
    return new PushStep(new PushedPhrases(), ports.observer(), ports.clock());
  }

  void watch(Asked asked, boolean toTop) {
    var route = asked.exchange().subject().route();
    phrases
        .add(asked.ask().text(), toTop, clock.instant())
        .ifPresent(found -> observer.pushed(route, found.digest(), found.prompts()));
  }
}
