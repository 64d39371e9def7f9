package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Target;
import io.sluice.exchange.Usage;
import io.sluice.exchange.asked.AnswerFormat;
import io.sluice.exchange.asked.Ask;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.exchange.routing.Upstream;
import io.sluice.router.cascade.CheapAnswer;
import io.sluice.router.cascade.Gates;
import io.sluice.router.verifier.Verifier;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a cheaper target first, and looks at its answer. */
final class CascadeStep {

  private static final Logger logger = LoggerFactory.getLogger(CascadeStep.class);

  private static final int BAD_REQUEST = 400;

  private final CascadeConfig config;
  private final RouterPorts ports;
  private final Rotation rotation;
  private final Gates gates;

  CascadeStep(CascadeConfig config, RouterPorts ports, Rotation rotation) {
    this.config = config;
    this.ports = ports;
    this.rotation = rotation;
    this.gates = Gates.of(config.gates(), ports.schemas(), Verifier.packaged());
  }

  /** What came of an attempt. */
  sealed interface Outcome {

    /** Its answer is good enough. */
    record Accepted(Upstream.Answer answer, Optional<Usage> used) implements Outcome {}

    /**
     * It is not, or there is none.
     *
     * @param gate which refused it
     */
    record Escalated(String gate, Optional<Usage> used) implements Outcome {}

    /** The target was not asked. */
    record Unmade() implements Outcome {}
  }

  /** How a request stands to a cascade. */
  sealed interface Plan {

    /** A target is to be asked first. */
    record Attempt(FirstAttempt first) implements Plan {}

    /**
     * None is.
     *
     * @param why from a closed set
     */
    record Direct(String why) implements Plan {}
  }

  /** Returns how much longer than usual a request may take. */
  Duration patience() {
    return config.timeout();
  }

  /** Returns whether a cheaper target is asked first, for a request that goes to a target. */
  Plan plan(ChatExchange exchange, Verdict.Routed routed, Catalog catalog) {
    var request = exchange.request();
    if (request.stream()) {
      return new Plan.Direct("streamed");
    }
    if (request.choices() > 1) {
      return new Plan.Direct("choices");
    }
    var chosen = routed.chosen().target().target();
    if (routed.why().reason().equals("client_model")
        || !catalog.cheaperThan(chosen.tier()).contains(config.tier())) {
      return new Plan.Direct("not_dearer");
    }
    return routed.eligible().ofTier(config.tier()).stream()
        .filter(target -> rotation.isUp(target.name()))
        .findFirst()
        .<Plan>map(target ->
            new Plan.Attempt(
                FirstAttempt.planned(target, Math.toIntExact(config.gates().samples()))))
        .orElseGet(() -> new Plan.Direct("unavailable"));
  }

  /** Asks a cheaper target. Blocks, at most for the time that is configured. */
  Outcome attempt(ChatExchange exchange, FirstAttempt first) {
    var target = first.target();
    if (!ports.health().admit(target.name())) {
      return new Outcome.Unmade();
    }
    var began = ports.clock().instant();
    try {
      return judged(exchange, target, ask(exchange, first));
    } catch (DependencyException e) {
      // Here that is an outcome like others: the request goes on to its own target.
      var took = Duration.between(began, ports.clock().instant());
      ports.health().ended(target.name(), new Result.Failed(0, took));
      logger.atDebug().addKeyValue("target", target.name()).setCause(e).log("no cheap answer");
      return new Outcome.Escalated("failed", Optional.empty());
    }
  }

  private Upstream.Answer ask(ChatExchange exchange, FirstAttempt first) {
    var request = exchange.request().withChoices(first.samples()).withModel(first.target().model());
    return ports
        .upstream()
        .send(
            config.path(),
            first.target(),
            request,
            exchange.id(),
            exchange.subject(),
            config.timeout());
  }

  private Outcome judged(ChatExchange exchange, Target target, Upstream.Answer raw) {
    var answer = CheapAnswer.of(Ask.of(exchange).text(), AnswerFormat.of(exchange.request()), raw);
    ports.health().ended(target.name(), result(answer));
    var used = answer.read().usage();
    return gates
        .refuses(answer)
        .<Outcome>map(gate -> new Outcome.Escalated(gate, used))
        .orElseGet(() -> new Outcome.Accepted(raw, used));
  }

  private static Result result(CheapAnswer answer) {
    var raw = answer.raw();
    if (answer.isServed()) {
      long tokens = answer.read().usage().map(Usage::completion).orElse(0L);
      return new Result.Served(Duration.ZERO, raw.took(), tokens);
    }
    return raw.status() == BAD_REQUEST
        ? new Result.Unknown()
        : new Result.Failed(raw.status(), raw.took());
  }
}
