package io.sluice.runner.targets;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.Eligible;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.FirstAttempt.Stage;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.resilience.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A route, its targets' fortunes and a few dozen requests, all of one seed. */
final class FaultCase {

  private static final String PROVIDER = "10.0.0.1:80";

  private final Random random;
  private final SimulatedTime time = new SimulatedTime();
  private final SimulatedRoute route;
  private final SimulatedModel model;
  private final SimulatedGateway gateway;
  private final int pause;
  private final List<String> broken = new ArrayList<>();
  private final Set<String> underWay = new HashSet<>();
  private final Tally tally;
  private SimulatedRunner runner;
  private int requests;

  /** What happened in many cases: it shows that they were about something. */
  static final class Tally {
    int restarts;
    int refused;
    int moved;
    int attempts;
    int accepted;
    int lastResorts;
  }

  FaultCase(long seed, Tally tally) {
    this.random = new Random(seed);
    this.tally = tally;
    this.route = SimulatedRoute.draw(random);
    this.model = new SimulatedModel(time, random);
    this.gateway = new SimulatedGateway(route.targets(), time, random);
    this.pause = 50 + random.nextInt(3000);
    this.runner = new SimulatedRunner(route, time, model, gateway);
  }

  /** Drives all requests to their ends. Returns the promises that were broken. */
  List<String> run() {
    for (int left = 30 + Math.min(random.nextInt(51), random.nextInt(51)); left > 0; left--) {
      time.pass(Duration.ofMillis(random.nextInt(2 * pause)));
      happen();
      send(SimulatedRequest.draw(random, route.targets()));
      gateway.forget();
    }
    time.passAll();
    underWay.forEach(id -> broken.add(id + " never ended"));
    broken.addAll(runner.permits().faults());
    return broken;
  }

  /** Has an operator do something, or the process end, now and then. */
  private void happen() {
    int lot = random.nextInt(120);
    if (lot < 6) {
      var target = route.targets().get(random.nextInt(route.targets().size()));
      runner.breakers().rotate(target.name(), List.of(Rotation.values()).get(lot / 2));
    } else if (lot == 6) {
      broken.addAll(runner.permits().faults());
      // Whatever is under way ends in another process, which knows nothing of it.
      time.forget();
      underWay.clear();
      runner = new SimulatedRunner(route, time, model, gateway);
      tally.restarts++;
    }
  }

  private void send(SimulatedRequest request) {
    var exchange = request.begin("r" + requests++);
    underWay.add(exchange.id().value());
    var began = time.now();
    var decided = runner.decide(exchange);
    var promises = new Promises(request, route, states());
    if (decided.action() instanceof Action.Stop stop) {
      tally.refused++;
      promises.checkRefusal(stop.status());
      end(decided.exchange(), logged(stop.status(), "", began, Duration.ZERO));
    } else {
      promises.checkTargets(decided.exchange());
      runner.catchUp();
      time.pass(Duration.ofMillis(random.nextInt(5)));
      sendOn(decided.exchange(), began, promises);
    }
    broken.addAll(promises.broken());
  }

  private Map<String, State> states() {
    var states = new HashMap<String, State>();
    for (var target : route.targets()) {
      states.put(target.name(), runner.breakers().state(target.name()));
    }
    return states;
  }

  /** Goes through the plugins that come after the router. */
  private void sendOn(ChatExchange decided, Instant began, Promises promises) {
    switch (random.nextInt(40)) {
      case 0 -> end(decided, new Ending.Unsent());
      case 1 -> end(decided, logged(200, "", began, Duration.ZERO));
      default -> {
        var last = budgeted(decided);
        promises.checkTargets(last);
        var acted =
            random.nextInt(20) == 0
                ? runner.beforeUpstreamFailed(last)
                : runner.beforeUpstream(last);
        var sent = gateway.sent(last.id().value());
        tally.attempts += sent.size();
        promises.checkLeaving(
            last, acted, sent, Duration.between(began, time.now()), route.patience());
        if (acted.action() instanceof Action.Stop stop) {
          tally.accepted++;
          end(acted.exchange(), logged(stop.status(), "", began, Duration.ZERO));
        } else {
          leave(acted.exchange(), began);
        }
      }
    }
  }

  /** Does what token budgets do: a full one moves a request, or has no room for an attempt. */
  private ChatExchange budgeted(ChatExchange decided) {
    var after = decided;
    for (var cheaper = cheaper(after);
        !cheaper.isEmpty() && random.nextInt(6) == 0;
        cheaper = cheaper(after)) {
      tally.moved++;
      after = after.with(new Change.RouteTo(cheaper.getFirst()));
    }
    var attempt = after.kept(FirstAttempt.class);
    boolean room = random.nextInt(20) > 0;
    return attempt.isEmpty() || (room && isCheaper(attempt.get().target(), after))
        ? after
        : after.with(new Change.Keep(attempt.get().at(Stage.DROPPED)));
  }

  private boolean isCheaper(Target target, ChatExchange than) {
    return than.target()
        .filter(other -> route.catalog().cheaperThan(other.tier()).contains(target.tier()))
        .isPresent();
  }

  private List<Target> cheaper(ChatExchange exchange) {
    var eligible = exchange.kept(Eligible.class).orElseThrow().targets();
    var catalog = route.catalog();
    return catalog.cheaperThan(exchange.target().orElseThrow().tier()).stream()
        .flatMap(tier -> catalog.targetsOf(tier).stream())
        .filter(target -> eligible.contains(target.name()))
        .toList();
  }

  /** The gateway has it now, and tells how it ends, as a rule. */
  private void leave(ChatExchange exchange, Instant began) {
    var target = exchange.target().orElseThrow().name();
    tally.lastResorts += runner.breakers().state(target) == State.OPEN ? 1 : 0;
    var reply = gateway.reply(target);
    int status = reply.status() == 0 ? 502 : reply.status();
    switch (random.nextInt(40)) {
      case 0 -> end(exchange, new Ending.Unsent());
      case 1 -> time.in(Duration.ofMinutes(10), () -> end(exchange, new Ending.Unlogged()));
      case 2 ->
          time.in(
              reply.took().dividedBy(2),
              () -> end(exchange, ended(499, false, PROVIDER, began, Duration.ZERO)));
      default ->
          time.in(
              reply.took(),
              () -> end(exchange, logged(status, PROVIDER, began, reply.firstByte())));
    }
  }

  private Ending logged(int status, String upstream, Instant began, Duration firstByte) {
    return ended(status, true, upstream, began, firstByte);
  }

  private Ending ended(
      int status, boolean complete, String upstream, Instant began, Duration firstByte) {
    var took = Duration.between(began, time.now());
    return new Ending.Logged(
        new LogEntry(
            "", status, "application/json", "", complete, 0, upstream, "", took, firstByte));
  }

  private void end(ChatExchange exchange, Ending ending) {
    runner.end(exchange, ending);
    var id = exchange.id().value();
    underWay.remove(id);
    var kept = runner.permits().permits(id);
    if (!kept.isEmpty()) {
      broken.add(id + " ended and has permits of " + kept);
    }
  }
}
