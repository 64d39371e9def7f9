package io.sluice.runner.targets;

import io.sluice.exchange.Catalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A route's configuration over a catalog, both drawn by lot.
 *
 * @param tiers from the cheapest to the dearest
 * @param rules all of which hold
 * @param config as the route's author writes it
 * @param patience what a request may wait for a cheaper target's answer in vain
 */
record SimulatedRoute(
    List<String> tiers,
    List<SimulatedTarget> targets,
    List<SimulatedRule> rules,
    Catalog catalog,
    String config,
    Duration patience) {

  static SimulatedRoute draw(Random random) {
    var tiers = List.of("fast", "middle", "smart").subList(0, 2 + random.nextInt(2));
    var targets = new ArrayList<SimulatedTarget>();
    for (var tier : tiers) {
      targets.add(SimulatedTarget.draw(targets.size(), tier, random));
    }
    for (int more = random.nextInt(6); more > 0; more--) {
      targets.add(
          SimulatedTarget.draw(targets.size(), tiers.get(random.nextInt(tiers.size())), random));
    }
    if (targets.size() < 3) {
      targets.add(SimulatedTarget.draw(targets.size(), "fast", random));
    }
    var rules = new ArrayList<SimulatedRule>();
    for (int count = random.nextInt(4); count > 0; count--) {
      var like = targets.get(random.nextInt(targets.size()));
      rules.add(SimulatedRule.draw(rules.size(), like, random));
    }
    var patience = Duration.ofSeconds(1 + random.nextInt(40));
    boolean cascades = random.nextInt(3) > 0;
    return of(
        tiers,
        targets,
        rules,
        sections(tiers, targets, random)
            + (cascades ? cascade(tiers.get(random.nextInt(tiers.size())), patience) : ""),
        random.nextBoolean()
            ? "alternatives: {%s: [%s]}\n".formatted(tiers.getLast(), tiers.getFirst())
            : "",
        cascades ? patience : Duration.ZERO);
  }

  private static SimulatedRoute of(
      List<String> tiers,
      List<SimulatedTarget> targets,
      List<SimulatedRule> rules,
      String sections,
      String alternatives,
      Duration patience) {
    var catalog =
        Catalog.parse(
            "tiers: [%s]\n".formatted(String.join(", ", tiers))
                + alternatives
                + "targets:\n"
                + targets.stream().map(SimulatedTarget::yaml).collect(Collectors.joining()));
    var policies =
        rules.stream().map(SimulatedRule::json).collect(Collectors.joining(",", "[", "]"));
    return new SimulatedRoute(
        tiers,
        targets,
        rules,
        catalog,
        "{\"default_tier\":\"%s\",\"policies\":%s%s}"
            .formatted(tiers.getLast(), policies, sections.replace('\'', '"')),
        patience);
  }

  private static String sections(List<String> tiers, List<SimulatedTarget> targets, Random random) {
    var sections = new StringBuilder();
    sections
        .append(",'objective':'")
        .append(List.of("cost", "quality", "latency", "balanced").get(random.nextInt(4)))
        .append('\'');
    if (random.nextBoolean()) {
      sections.append(",'client_model':{'mode':'honour','aliases':{'cheap':'fast'}}");
    }
    if (random.nextBoolean()) {
      sections.append(",'stickiness':{'ttl':'30s'}");
    }
    if (random.nextInt(3) == 0) {
      var arm =
          random.nextBoolean()
              ? "'tier':'" + tiers.get(random.nextInt(tiers.size()))
              : "'target':'" + targets.get(random.nextInt(targets.size())).name();
      sections.append(
          ",'experiment':{'name':'e','arms':[{'name':'a','share':0.5,%s'}]}".formatted(arm));
    }
    if (random.nextInt(4) == 0) {
      sections.append(",'top_tier':{'share':0.5,'window':10}");
    }
    if (random.nextInt(8) == 0) {
      sections.append(
          ",'intents':[{'name':'one','tier':'%s','examples':['topic 1']}]"
              .formatted(tiers.get(random.nextInt(tiers.size()))));
    }
    if (random.nextInt(4) == 0) {
      sections.append(",'shadow':{'default_tier':'%s'}".formatted(tiers.getFirst()));
    }
    return sections.toString();
  }

  private static String cascade(String tier, Duration patience) {
    return ",'cascade':{'tier':'%s','timeout':'%ds'}".formatted(tier, patience.toSeconds());
  }

  /** A cheap target and a dear one with a spare, without rules. */
  static SimulatedRoute plain(List<SimulatedTarget> targets) {
    return of(List.of("fast", "smart"), targets, List.of(), "", "", Duration.ZERO);
  }

  /** The same, which tries the cheap target first. */
  static SimulatedRoute cascading(List<SimulatedTarget> targets, Duration patience) {
    return of(
        List.of("fast", "smart"), targets, List.of(), cascade("fast", patience), "", patience);
  }

  /** Returns where a request may go: worked out without the router. */
  List<SimulatedTarget> allowed(SimulatedRequest request) {
    return targets.stream()
        .filter(target -> rules.stream().allMatch(rule -> rule.allows(request, target)))
        .toList();
  }

  /** Returns which of those can take it. */
  List<SimulatedTarget> eligible(SimulatedRequest request) {
    return allowed(request).stream()
        .filter(target -> target.takesTools() || !request.tools())
        .toList();
  }
}
