package io.sluice.router;

import io.sluice.exchange.Subject;
import io.sluice.router.candidates.Asked;
import io.sluice.router.guard.PushedPhrases;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports phrases that push a route's unrelated prompts to the dearest tier. */
record PushStep(PushedPhrases phrases, RouterObserver observer, InstantSource clock) {

  private static final Logger logger = LoggerFactory.getLogger(PushStep.class);

  static PushStep of(RouterPorts ports) {
    return new PushStep(new PushedPhrases(), ports.observer(), ports.clock());
  }

  void watch(Asked asked, boolean toTop) {
    var subject = asked.exchange().subject();
    phrases
        .add(
            asked.ask().text(),
            subject.isAnonymous() ? "" : subject.consumer(),
            toTop,
            clock.instant())
        .ifPresent(found -> report(found, subject));
  }

  private void report(PushedPhrases.Pushed found, Subject subject) {
    observer.pushed(found.digest(), found.prompts());
    logger
        .atWarn()
        .addKeyValue("route", subject.route())
        .addKeyValue("digest", found.digest())
        .addKeyValue("prompts", found.prompts())
        .log("a phrase pushes unrelated prompts to the dearest tier");
  }
}
