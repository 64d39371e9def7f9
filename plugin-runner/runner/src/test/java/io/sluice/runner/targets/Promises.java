package io.sluice.runner.targets;

import io.sluice.exchange.Action;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.FirstAttempt.Stage;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.runner.targets.SimulatedGateway.Sent;
import io.sluice.runner.targets.SimulatedRunner.Acted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the router promises of one request, told without it; what it broke is noted. */
final class Promises {

  /** Beyond what a route lets its requests wait. */
  private static final Duration SLACK = Duration.ofMillis(50);

  private final SimulatedRequest request;
  private final List<SimulatedTarget> allowed;
  private final List<SimulatedTarget> eligible;
  private final Map<String, State> states;
  private final List<String> broken = new ArrayList<>();

  /**
   * @param states of all targets when it was decided
   */
  Promises(SimulatedRequest request, SimulatedRoute route, Map<String, State> states) {
    this.request = request;
    this.allowed = route.allowed(request);
    this.eligible = route.eligible(request);
    this.states = states;
  }

  /** Returns what was broken, each with what it was about. */
  List<String> broken() {
    return broken.stream()
        .map(what -> "%s: %s, states %s".formatted(what, request, states))
        .toList();
  }

  /** A refusal has its reason. */
  void checkRefusal(int status) {
    boolean due =
        switch (status) {
          case 403 -> allowed.isEmpty() || isNotNamed(allowed);
          case 400 -> eligible.isEmpty() || isNotNamed(eligible);
          case 503 -> eligible.stream().allMatch(one -> is(State.FORCED_OPEN, one.name()));
          default -> false;
        };
    require(due, "refused with " + status);
  }

  private boolean isNotNamed(List<SimulatedTarget> targets) {
    return targets.stream().noneMatch(one -> one.name().equals(request.model()));
  }

  /** Target and attempt are allowed and in rotation. */
  void checkTargets(ChatExchange exchange) {
    check(targetOf(exchange));
    exchange
        .kept(FirstAttempt.class)
        .map(attempt -> attempt.target().name())
        .ifPresent(first -> {
          check(first);
          require(!is(State.OPEN, first), "plans an attempt at " + first + ", which is open");
        });
  }

  private void check(String target) {
    require(
        eligible.stream().anyMatch(one -> one.name().equals(target)),
        "goes to " + target + ", which is forbidden or unable");
    require(!is(State.FORCED_OPEN, target), "goes to " + target + ", which is forced open");
    require(
        !is(State.OPEN, target) || eligible.stream().allMatch(one -> isOut(one.name())),
        "goes to " + target + ", which is open");
  }

  /**
   * What leaves left in time, after one attempt at most.
   *
   * @param before it was the router's turn for the last time
   * @param sent what the router sent by itself
   */
  void checkLeaving(
      ChatExchange before, Acted acted, List<Sent> sent, Duration waited, Duration patience) {
    require(waited.compareTo(patience.plus(SLACK)) <= 0, "waited " + waited + " of " + patience);
    require(sent.size() <= 1, "attempts " + sent);
    require(sent.isEmpty() || (!request.streamed() && request.choices() == 1), "attempts " + sent);
    sent.forEach(one -> check(one.target()));
    var stage = acted.exchange().kept(FirstAttempt.class).map(FirstAttempt::stage);
    var target = targetOf(acted.exchange());
    boolean same = sent.stream().anyMatch(one -> one.target().equals(target));
    if (acted.action() instanceof Action.Stop stop) {
      require(stop.status() == 200, "answers with " + stop.status());
      require(same && stage.equals(Optional.of(Stage.ANSWERED)), "answers after " + stage);
    } else {
      var meant = targetOf(before);
      require(target.equals(meant), "leaves for " + target + " instead of " + meant);
      require(!same, "asks " + target + " twice");
      require(
          sent.isEmpty() != stage.equals(Optional.of(Stage.ESCALATED)),
          "leaves after " + stage + " of " + sent);
    }
  }

  private static String targetOf(ChatExchange exchange) {
    return exchange.target().map(Target::name).orElse("nowhere");
  }

  private boolean isOut(String target) {
    return is(State.OPEN, target) || is(State.FORCED_OPEN, target);
  }

  private boolean is(State state, String target) {
    return states.get(target) == state;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
