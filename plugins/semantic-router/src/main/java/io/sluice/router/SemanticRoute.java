package io.sluice.router;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Target;
import io.sluice.exchange.Usage;
import io.sluice.exchange.answer.Choices;
import io.sluice.exchange.routing.Eligible;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.RoutingRecord;
import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.router.candidates.Asked;
import io.sluice.router.cascade.Gates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One route's semantic router. */
final class SemanticRoute implements RoutePlugin {

  private static final int OK = 200;

  private final SemanticRouterConfig config;
  private final RouterPorts ports;
  private final Rotation rotation;
  private final Pipeline pipeline;
  private final Optional<ShadowStep> shadow;
  private final Optional<CascadeStep> cascade;
  private final PushStep pushes;

  SemanticRoute(SemanticRouterConfig config, RouterPorts ports, GuardStep guard) {
    this.config = config;
    this.ports = ports;
    this.rotation = new Rotation(ports.health());
    this.pushes = PushStep.of(ports);
    this.pipeline = new Pipeline(config, ports, rotation, guard);
    this.cascade = config.cascade().map(first -> new CascadeStep(first, ports, rotation));
    this.shadow = config.shadow().map(other -> ShadowStep.of(other, ports, rotation, guard));
  }

  @Override
  public Action onRequest(ChatExchange exchange) {
    return decide(exchange, false);
  }

  @Override
  public Action onFailure(ChatExchange exchange) {
    return decide(exchange, true);
  }

  private Action decide(ChatExchange exchange, boolean blind) {
    if (exchange.request().protocol() != Protocol.OPENAI_CHAT) {
      return Action.pass();
    }
    var asked = asked(exchange);
    var verdict = pipeline.decide(asked, blind);
    ports.decisions().add(verdict.why());
    shadow.ifPresent(step -> step.decide(asked(exchange), verdict.why()));
    return switch (verdict) {
      case Verdict.Routed routed -> {
        watch(asked, routed);
        yield act(exchange, routed, blind);
      }
      case Verdict.Refused(Action.Stop answer, String step, var why) -> {
        ports.observer().refused(step);
        yield answer;
      }
    };
  }

  private void watch(Asked asked, Verdict.Routed routed) {
    var top = ports.catalog().get().tiers().getLast();
    pushes.watch(asked, routed.chosen().target().target().tier().equals(top));
  }

  private Asked asked(ChatExchange exchange) {
    return new Asked(exchange, ports.counter(), ports.languages(), config.expectedCompletion());
  }

  private Action act(ChatExchange exchange, Verdict.Routed routed, boolean blind) {
    var target = routed.chosen().target().target();
    ports.observer().routed(routed.why().reason(), target.tier());
    var changes = new ArrayList<Change>();
    changes.add(new Change.RouteTo(target));
    var decision = routed.decision();
    if (cascade.isPresent() && !blind) {
      switch (cascade.get().plan(exchange, routed, ports.catalog().get())) {
        case CascadeStep.Plan.Attempt(FirstAttempt first) -> {
          changes.add(new Change.Keep(first));
          decision = decision.with("cascade", first.target().name());
        }
        case CascadeStep.Plan.Direct(String why) -> decision = decision.with("cascade", why);
      }
    }
    changes.add(new Change.Explain(decision));
    changes.add(
        new Change.Keep(
            new Eligible(
                routed.eligible().left().stream()
                    .map(Target::name)
                    .collect(Collectors.toUnmodifiableSet()))));
    changes.add(new Change.Keep(new Sent(target.name(), routed.chosen().admitted(), false)));
    return new Action.Rewrite(changes);
  }

  @Override
  public Duration patience() {
    return cascade.map(CascadeStep::patience).orElse(Duration.ZERO);
  }

  /** The target is final here: budgets may have moved it. */
  @Override
  public Action beforeUpstream(ChatExchange exchange) {
    var sent = exchange.kept(Sent.class);
    if (sent.isEmpty()) {
      return Action.pass();
    }
    var last = last(exchange, sent.get());
    var attempt =
        exchange
            .kept(FirstAttempt.class)
            .filter(first -> first.stage() == FirstAttempt.Stage.PLANNED);
    return cascade.isPresent() && attempt.isPresent()
        ? attempt(cascade.get(), exchange, attempt.get(), last)
        : Action.rewrite(new Change.Keep(last));
  }

  /** Without an attempt: there is no time for one. */
  @Override
  public Action beforeUpstreamFailed(ChatExchange exchange) {
    return exchange
        .kept(Sent.class)
        .map(sent -> Action.rewrite(new Change.Keep(last(exchange, sent))))
        .orElseGet(Action::pass);
  }

  private Sent last(ChatExchange exchange, Sent sent) {
    var chosen = sent.target();
    var last = exchange.target().map(Target::name).orElse(chosen);
    if (last.equals(chosen)) {
      return new Sent(chosen, sent.admitted(), true);
    }
    release(sent);
    amend(exchange, why -> why.withChosen(last).with("moved_from", chosen));
    return new Sent(last, ports.health().admit(last), true);
  }

  private Action attempt(CascadeStep step, ChatExchange exchange, FirstAttempt first, Sent last) {
    return switch (step.attempt(exchange, first)) {
      case CascadeStep.Outcome.Accepted(var answer, var used) -> {
        ports.observer().attempted(Gates.ACCEPTED);
        release(last);
        amend(
            exchange,
            why ->
                spent(why.withChosen(first.target().name()), first.target(), used)
                    .with("gate", Gates.ACCEPTED)
                    .with("instead_of", last.target()));
        yield new Action.Stop(
            OK,
            Headers.of(List.of(new Header("Content-Type", "application/json"))),
            Choices.first(answer.body()),
            List.of(
                new Change.RouteTo(first.target()),
                new Change.Keep(new Sent(first.target().name(), false, false)),
                new Change.Keep(first.at(FirstAttempt.Stage.ANSWERED, used)),
                explained(Gates.ACCEPTED)));
      }
      case CascadeStep.Outcome.Escalated(var gate, var used) -> {
        ports.observer().attempted(gate);
        amend(exchange, why -> spent(why, first.target(), used).with("gate", gate));
        yield Action.rewrite(
            new Change.Keep(last),
            new Change.Keep(first.at(FirstAttempt.Stage.ESCALATED, used)),
            explained(gate));
      }
      case CascadeStep.Outcome.Unmade() ->
          Action.rewrite(
              new Change.Keep(last), new Change.Keep(first.at(FirstAttempt.Stage.DROPPED)));
    };
  }

  private static Change explained(String gate) {
    return new Change.Explain(Decision.of(SemanticRouter.NAME, "cascade").with("gate", gate));
  }

  private static RoutingRecord spent(RoutingRecord why, Target cheap, Optional<Usage> used) {
    return used.map(usage -> why.with("first_micros", Long.toString(cheap.price().micros(usage))))
        .orElse(why);
  }

  private void amend(ChatExchange exchange, UnaryOperator<RoutingRecord> change) {
    ports.decisions().amend(exchange.id(), change);
  }

  private void release(Sent sent) {
    if (sent.admitted()) {
      ports.health().ended(sent.target(), new Result.Unknown());
    }
  }

  @Override
  public void onEnd(ChatExchange exchange, Ending ending) {
    exchange
        .kept(Sent.class)
        .filter(Sent::admitted)
        .ifPresent(sent -> ports.health().ended(sent.target(), Endings.of(ending, sent.passed())));
  }
}
