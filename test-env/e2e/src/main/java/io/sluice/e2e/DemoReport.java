package io.sluice.e2e;

import io.sluice.e2e.ChatClient.Answer;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a demo day cost, where its prompts went and how long that took.
 *
 * <p>A prompt counts as answered when the answer was whole and named a target of the catalog; the
 * others are errors and stand in no other figure.
 */
final class DemoReport {

  /**
   * A prompt and what became of it.
   *
   * @param direct the same prompt sent to a provider without the gateway
   */
  record Outcome(DemoPrompt prompt, Answer answer, Optional<Answer> direct) {}

  private final Catalog catalog;
  private final List<Outcome> outcomes;
  private final List<Outcome> answered;
  private final Percentiles added;

  DemoReport(Catalog catalog, List<Outcome> outcomes) {
    this.catalog = catalog;
    this.outcomes = List.copyOf(outcomes);
    answered = outcomes.stream().filter(outcome -> error(outcome).isEmpty()).toList();
    added =
        Percentiles.of(
            answered.stream()
                .filter(outcome -> outcome.direct().isPresent())
                .filter(outcome -> outcome.direct().get().error().isEmpty())
                .map(outcome ->
                    outcome.answer().firstByteNanos() - outcome.direct().get().firstByteNanos())
                .toList());
  }

  double costWithRouting() {
    return answered.stream().mapToDouble(this::cost).sum();
  }

  /** Returns the cost of the same tokens at the most expensive target. */
  double costWithoutRouting() {
    var target = mostExpensive();
    return answered.stream().mapToDouble(outcome -> cost(outcome, target)).sum();
  }

  /** Returns the cost of the same tokens, had every prompt gone where a human would send it. */
  double costAsAHumanWouldRoute() {
    return answered.stream()
        .mapToDouble(
            outcome -> cost(outcome, catalog.targetOf(outcome.prompt().tier()).orElseThrow()))
        .sum();
  }

  /** What everything would be sent to without routing: the dearest target of the last tier. */
  private Target mostExpensive() {
    return catalog.targets().stream()
        .filter(target -> target.tier().equals(catalog.tiers().getLast()))
        .max(Comparator.comparing(target -> target.price().input().add(target.price().output())))
        .orElseThrow();
  }

  /** Returns the share of the cost that routing saves, in percent. */
  double savingPercent() {
    return savingPercent(costWithRouting());
  }

  private double savingPercent(double cost) {
    double without = costWithoutRouting();
    return without == 0 ? 0 : 100 * (1 - cost / without);
  }

  List<Outcome> agreeing() {
    return answered.stream()
        .filter(outcome -> outcome.answer().tier().equals(outcome.prompt().tier()))
        .toList();
  }

  /** Returns the prompts that went to a cheaper tier than a human would have chosen. */
  List<Outcome> tooCheap() {
    return answered.stream().filter(outcome -> step(outcome) < 0).toList();
  }

  /** Returns the prompts that went to a more expensive tier than a human would have chosen. */
  List<Outcome> tooExpensive() {
    return answered.stream().filter(outcome -> step(outcome) > 0).toList();
  }

  List<Outcome> errors() {
    return outcomes.stream().filter(outcome -> error(outcome).isPresent()).toList();
  }

  /** Returns why an outcome counts as an error. */
  Optional<String> error(Outcome outcome) {
    var answer = outcome.answer();
    if (answer.error().isPresent()) {
      return answer.error();
    }
    if (catalog.target(answer.target()).isEmpty()) {
      return Optional.of("X-AI-Target is no target of the catalog: '" + answer.target() + "'");
    }
    return catalog.tiers().contains(answer.tier())
        ? Optional.empty()
        : Optional.of("X-AI-Tier is no tier of the catalog: '" + answer.tier() + "'");
  }

  String text() {
    var text = new StringBuilder();
    text.append(tierTable()).append('\n');
    var reference = mostExpensive();
    var figures =
        new TextTable("", "")
            .row("cost with routing", usd(costWithRouting()))
            .row(
                "cost without (all to %s, %s)".formatted(reference.name(), reference.model()),
                usd(costWithoutRouting()))
            .row("saving", percent(savingPercent()))
            .row("saving, had a human routed", percent(savingPercent(costAsAHumanWouldRoute())))
            .row("same tier as a human would choose", share(agreeing().size(), answered.size()))
            .row("hard prompts sent too cheap", share(tooCheap().size(), hard()))
            .row(
                "easy prompts sent too expensive",
                share(tooExpensive().size(), answered.size() - hard()))
            .row("latency added, p50", latency(50))
            .row("latency added, p99", latency(99))
            .row("errors", Integer.toString(errors().size()));
    text.append(figures.toString().stripLeading()).append('\n');
    text.append(
        """
        Tokens are those of the provider's usage; both costs are for the same tokens.
        Latency: first byte of the answer's body, gateway minus direct, prompt by prompt (%d pairs).
        """
            .formatted(added.count()));
    for (var outcome : errors().stream().limit(5).toList()) {
      text.append("error: %s: %s%n".formatted(outcome.prompt().id(), error(outcome).orElse("")));
    }
    return text.toString();
  }

  JsonNode json() {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("prompts", outcomes.size()).put("answered", answered.size());
    var tiers = root.putObject("tiers");
    for (var tier : catalog.tiers()) {
      var part = of(tier);
      tiers
          .putObject(tier)
          .put("requests", part.size())
          .put("prompt_tokens", prompts(part))
          .put("completion_tokens", completions(part))
          .put("cost_usd", part.stream().mapToDouble(this::cost).sum());
    }
    root.put("cost_with_routing_usd", costWithRouting())
        .put("cost_without_routing_usd", costWithoutRouting())
        .put("saving_percent", savingPercent())
        .put("human_saving_percent", savingPercent(costAsAHumanWouldRoute()))
        .put("agreeing", agreeing().size())
        .put("hard", hard());
    ids(root, "too_cheap", tooCheap());
    ids(root, "too_expensive", tooExpensive());
    if (added.count() > 0) {
      root.putObject("latency_added_ms")
          .put("pairs", added.count())
          .put("p50", added.millis(50))
          .put("p99", added.millis(99));
    }
    var errors = root.putObject("errors");
    errors().forEach(outcome -> errors.put(outcome.prompt().id(), error(outcome).orElse("")));
    return root;
  }

  private String tierTable() {
    var table =
        new TextTable("tier", "requests", "share", "prompt tokens", "completion tokens", "cost");
    for (var tier : catalog.tiers()) {
      row(table, tier, of(tier));
    }
    row(table, "all", answered);
    return table.toString();
  }

  private void row(TextTable table, String name, List<Outcome> part) {
    table.row(
        name,
        number(part.size()),
        answered.isEmpty() ? "–" : percent(100.0 * part.size() / answered.size()),
        number(prompts(part)),
        number(completions(part)),
        usd(part.stream().mapToDouble(this::cost).sum()));
  }

  private List<Outcome> of(String tier) {
    return where(outcome -> outcome.answer().tier().equals(tier));
  }

  private int hard() {
    var cheapest = catalog.tiers().getFirst();
    return where(outcome -> !outcome.prompt().tier().equals(cheapest)).size();
  }

  private List<Outcome> where(Predicate<Outcome> condition) {
    return answered.stream().filter(condition).toList();
  }

  private int step(Outcome outcome) {
    return catalog.tiers().indexOf(outcome.answer().tier())
        - catalog.tiers().indexOf(outcome.prompt().tier());
  }

  /** In USD. */
  private double cost(Outcome outcome) {
    return cost(outcome, catalog.target(outcome.answer().target()).orElseThrow());
  }

  /** In USD. */
  private static double cost(Outcome outcome, Target target) {
    return target.price().micros(outcome.answer().usage()) / 1e6;
  }

  private String latency(double percent) {
    return added.count() == 0
        ? "not measured"
        : String.format(Locale.ROOT, "%.2f ms", added.millis(percent));
  }

  private static long prompts(List<Outcome> part) {
    return part.stream().mapToLong(outcome -> outcome.answer().usage().prompt()).sum();
  }

  private static long completions(List<Outcome> part) {
    return part.stream().mapToLong(outcome -> outcome.answer().usage().completion()).sum();
  }

  private static void ids(ObjectNode root, String name, List<Outcome> part) {
    var ids = root.putObject(name);
    part.forEach(outcome -> ids.put(outcome.prompt().id(), outcome.answer().decision()));
  }

  private static String share(int part, int whole) {
    return whole == 0
        ? "0 of 0"
        : "%d of %d (%s)".formatted(part, whole, percent(100.0 * part / whole));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", value);
  }

  private static String usd(double value) {
    return String.format(Locale.ROOT, "$ %.4f", value);
  }
}
