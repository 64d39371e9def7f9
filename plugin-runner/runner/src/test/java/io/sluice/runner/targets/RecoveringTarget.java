package io.sluice.runner.targets;

import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.runner.targets.SimulatedTarget.Fortune;
import io.sluice.runner.targets.SimulatedTarget.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A route of which one target fails at every request and is well later; a request a second. */
final class RecoveringTarget {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SimulatedTime time = new SimulatedTime();
  private final Instant well;
  private final SimulatedGateway gateway;
  private final SimulatedRunner runner;
  private final String target;
  private int requests;

  private RecoveringTarget(String target, Instant well, SimulatedRoute route, Random random) {
    this.target = target;
    this.well = well;
    this.gateway = new SimulatedGateway(route.targets(), time, random);
    this.runner = new SimulatedRunner(route, time, new SimulatedModel(time, random), gateway);
  }

  /** The one that requests go to. */
  static RecoveringTarget chosen(long seed, Fortune fortune) {
    var random = new Random(seed);
    var well = well(random);
    return new RecoveringTarget(
        "large", well, SimulatedRoute.plain(targets("large", well, fortune)), random);
  }

  /** The one that is asked first. */
  static RecoveringTarget first(long seed, Fortune fortune) {
    var random = new Random(seed);
    var well = well(random);
    return new RecoveringTarget(
        "small",
        well,
        SimulatedRoute.cascading(
            targets("small", well, fortune), Duration.ofSeconds(1 + random.nextInt(40))),
        random);
  }

  private static Instant well(Random random) {
    return SimulatedTime.BEGIN.plusMillis(20_000 + random.nextInt(400_000));
  }

  private static List<SimulatedTarget> targets(String name, Instant well, Fortune fortune) {
    var fails = new Phase(well, fortune);
    var recovered = new Phase(well, Fortune.HEALTHY);
    return List.of(
        SimulatedTarget.of("small", "fast", 1, name.equals("small") ? fails : recovered, recovered),
        SimulatedTarget.of(
            "large", "smart", 5, name.equals("large") ? fails : recovered, recovered),
        SimulatedTarget.of("spare", "smart", 6, recovered));
  }

  /** Returns how many requests it gets before it is out of rotation. */
  int requestsUntilOut() {
    int asked = 0;
    while (state() == State.CLOSED && time.now().isBefore(well)) {
      asked += request() ? 1 : 0;
    }
    return asked;
  }

  /** Returns how long it is well before requests go to it again as if nothing had been. */
  Duration outWhileWell() {
    while (time.now().isBefore(well)) {
      request();
    }
    // The last request may have hung beyond that, and this is a client that waits.
    var from = time.now();
    while (state() != State.CLOSED) {
      request();
    }
    return Duration.between(from, time.now());
  }

  private State state() {
    return runner.breakers().state(target);
  }

  /** Sends a request to its end. Returns whether the target was asked. */
  private boolean request() {
    var began = time.now();
    var decided = runner.decide(SimulatedRequest.plain().begin("r" + requests++));
    var acted = runner.beforeUpstream(decided.exchange());
    var exchange = acted.exchange();
    boolean first = !gateway.sent(exchange.id().value()).isEmpty();
    gateway.forget();
    var last = exchange.target().orElseThrow().name();
    var reply = gateway.reply(last);
    time.pass(reply.took());
    runner.end(
        exchange,
        new Ending.Logged(
            new LogEntry(
                "",
                reply.status() == 0 ? 502 : reply.status(),
                "application/json",
                "",
                true,
                0,
                "10.0.0.1:80",
                "",
                Duration.between(began, time.now()),
                reply.firstByte())));
    var rest = PAUSE.minus(Duration.between(began, time.now()));
    time.pass(rest.isPositive() ? rest : Duration.ZERO);
    return target.equals(last) || first;
  }
}
