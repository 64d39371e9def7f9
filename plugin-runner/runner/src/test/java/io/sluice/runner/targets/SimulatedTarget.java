package io.sluice.runner.targets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A target of a catalog, and how it fares over time.
 *
 * @param phases one after another; the last one never ends
 */
record SimulatedTarget(
    String name,
    String tier,
    String provider,
    String region,
    Set<String> tags,
    boolean takesTools,
    int price,
    List<Phase> phases) {

  private static final Duration HANGS = Duration.ofMinutes(1);

  /** How it fares. */
  enum Fortune {
    HEALTHY,
    FAILING,
    SLOW,
    HANGING,
    /** The gateway does not reach it. */
    AWAY,
    /** Every second answer or so is an error. */
    FLAPPING,
    /** Errors become fewer. */
    RECOVERING
  }

  record Phase(Instant ends, Fortune fortune) {}

  /**
   * How it answers.
   *
   * @param status 0 where it does not
   * @param firstByte after the request
   * @param took until the last byte
   */
  record Reply(int status, Duration firstByte, Duration took) {}

  static SimulatedTarget draw(int number, String tier, Random random) {
    var tags = random.nextInt(3) == 0 ? Set.of("gdpr") : Set.<String>of();
    return new SimulatedTarget(
        "t" + number,
        tier,
        List.of("openai", "mistral", "own").get(random.nextInt(3)),
        List.of("eu", "us").get(random.nextInt(2)),
        tags,
        random.nextInt(4) > 0,
        1 + random.nextInt(20),
        phases(random));
  }

  private static List<Phase> phases(Random random) {
    var fortunes = List.of(Fortune.values());
    var phases = new ArrayList<Phase>();
    var at = SimulatedTime.BEGIN;
    for (int i = random.nextInt(5); i >= 0; i--) {
      at = at.plusMillis(2_000 + random.nextInt(40_000));
      // Half of the time a target is well.
      int lot = random.nextInt(2 * fortunes.size());
      phases.add(new Phase(at, lot < fortunes.size() ? fortunes.get(lot) : Fortune.HEALTHY));
    }
    return phases;
  }

  /** Returns one of which nothing but this is to be known. */
  static SimulatedTarget of(String name, String tier, int price, Phase... phases) {
    return new SimulatedTarget(name, tier, "own", "eu", Set.of(), true, price, List.of(phases));
  }

  String yaml() {
    return "  - {name: %s, tier: %s, model: m-%s, price: {input: %d, output: %d}, provider: %s,"
            .formatted(name, tier, name, price, price, provider)
        + " region: %s, tags: [%s], abilities: [streaming%s]}\n"
            .formatted(region, String.join(", ", tags), takesTools ? ", tools" : "");
  }

  Reply reply(Instant now, Random random) {
    var fortune =
        phases.stream()
            .filter(phase -> now.isBefore(phase.ends()))
            .findFirst()
            .orElseGet(phases::getLast)
            .fortune();
    return switch (fortune) {
      case HEALTHY -> served(50 + random.nextInt(2000));
      case FAILING -> failed(random);
      case SLOW -> served(25_000 + random.nextInt(20_000));
      case HANGING -> new Reply(504, HANGS, HANGS);
      case AWAY -> new Reply(0, Duration.ZERO, Duration.ofMillis(1));
      case FLAPPING -> random.nextBoolean() ? failed(random) : served(50 + random.nextInt(2000));
      case RECOVERING -> random.nextInt(4) == 0 ? failed(random) : served(random.nextInt(5000));
    };
  }

  private static Reply served(int firstByte) {
    var first = Duration.ofMillis(firstByte);
    return new Reply(200, first, first.plusMillis(20));
  }

  private static Reply failed(Random random) {
    var took = Duration.ofMillis(1 + random.nextInt(300));
    return new Reply(List.of(500, 502, 503, 429).get(random.nextInt(4)), took, took);
  }
}
