package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.config.UpstreamConf;
import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.Conditions;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.Upstream;
import io.sluice.gateway.exchange.WeightedRoundRobin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code traffic-split}: chooses an upstream by conditions and weights. */
final class TrafficSplit implements Plugin {

  /**
   * One of the upstreams of a rule.
   *
   * @param upstream none for the route's own
   */
  private record Choice(Optional<Upstream> upstream, int weight) {}

  /**
   * A rule.
   *
   * @param matches one of which must hold; none means always
   */
  private record Rule(List<Conditions> matches, WeightedRoundRobin<Choice> choices) {

    boolean holds(Exchange exchange) {
      return matches.isEmpty() || matches.stream().anyMatch(match -> match.hold(exchange));
    }
  }

  private final List<Rule> rules;

  private TrafficSplit(List<Rule> rules) {
    this.rules = rules;
  }

  static Optional<TrafficSplit> read(Block block, PluginContext context) {
    var rules = block.blocks("rules").stream().map(rule -> rule(rule, context)).toList();
    return Optional.of(new TrafficSplit(rules));
  }

  private static Rule rule(Block block, PluginContext context) {
    var matches = new ArrayList<Conditions>();
    for (var match : block.blocks("match")) {
      var vars = match.raw("vars").orElse(List.of());
      matches.add(Conditions.read(match, "vars", vars instanceof List<?> l ? l : List.of(vars)));
      match.done();
    }
    var choices =
        new ArrayList<>(
            block.blocks("weighted_upstreams").stream()
                .map(choice -> choice(choice, context))
                .toList());
    if (choices.isEmpty()) {
      choices.add(new Choice(Optional.empty(), 1));
    }
    block.done();
    return new Rule(matches, new WeightedRoundRobin<>(choices, Choice::weight));
  }

  private static Choice choice(Block block, PluginContext context) {
    var id = block.text("upstream_id");
    var named = id.map(context.upstreams()::get);
    if (id.isPresent() && named.isEmpty()) {
      block.problem("upstream_id names no upstream: " + id.get());
    }
    var inline =
        block
            .block("upstream")
            .map(written -> new Upstream(UpstreamConf.read(block.where(), written)));
    var weight = (int) block.integer("weight", 1, 0);
    block.done();
    return new Choice(named.or(() -> inline), weight);
  }

  @Override
  public int priority() {
    return 966;
  }

  @Override
  public Optional<Answer> access(Exchange exchange) {
    rules.stream()
        .filter(rule -> rule.holds(exchange))
        .findFirst()
        .flatMap(rule -> rule.choices().next())
        .flatMap(Choice::upstream)
        .ifPresent(exchange.destination()::upstream);
    return Optional.empty();
  }
}
