package io.sluice.router;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.Eligible;
import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.router.candidates.Asked;
import java.util.Optional;
import java.util.stream.Collectors;

/** One route's semantic router. */
final class SemanticRoute implements RoutePlugin {

  private final SemanticRouterConfig config;
  private final RouterPorts ports;
  private final Rotation rotation;
  private final Pipeline pipeline;
  private final Optional<ShadowStep> shadow;

  SemanticRoute(SemanticRouterConfig config, RouterPorts ports) {
    this.config = config;
    this.ports = ports;
    this.rotation = new Rotation(ports.health());
    this.pipeline = new Pipeline(config, ports, rotation);
    this.shadow = config.shadow().map(other -> ShadowStep.of(other, ports, rotation));
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
    var verdict = pipeline.decide(asked(exchange), blind);
    ports.decisions().add(verdict.why());
    shadow.ifPresent(step -> step.decide(asked(exchange), verdict.why()));
    return switch (verdict) {
      case Verdict.Routed routed -> act(routed);
      case Verdict.Refused(Action.Stop answer, String step, var why) -> {
        ports.observer().refused(step);
        yield answer;
      }
    };
  }

  private Asked asked(ChatExchange exchange) {
    return new Asked(exchange, ports.counter(), ports.languages(), config.expectedCompletion());
  }

  private Action act(Verdict.Routed routed) {
    var target = routed.chosen().target().target();
    ports.observer().routed(routed.why().reason(), target.tier());
    return Action.rewrite(
        new Change.RouteTo(target),
        new Change.Explain(routed.decision()),
        new Change.Keep(
            new Eligible(
                routed.eligible().left().stream()
                    .map(Target::name)
                    .collect(Collectors.toUnmodifiableSet()))),
        new Change.Keep(new Sent(target.name(), routed.chosen().admitted(), false)));
  }

  /** The target is final here: budgets may have moved it. */
  @Override
  public Action beforeUpstream(ChatExchange exchange) {
    var sent = exchange.kept(Sent.class);
    if (sent.isEmpty()) {
      return Action.pass();
    }
    var chosen = sent.get().target();
    var last = exchange.target().map(Target::name).orElse(chosen);
    if (last.equals(chosen)) {
      return keep(new Sent(chosen, sent.get().admitted(), true));
    }
    release(sent.get());
    ports.decisions().amend(exchange.id(), why -> why.withChosen(last).with("moved_from", chosen));
    return keep(new Sent(last, ports.health().admit(last), true));
  }

  private static Action keep(Sent sent) {
    return Action.rewrite(new Change.Keep(sent));
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
