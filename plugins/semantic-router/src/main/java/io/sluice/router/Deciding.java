package io.sluice.router;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.RoutingRecord;
import io.sluice.exchange.routing.RoutingRecord.Candidate;
import io.sluice.router.candidates.Asked;
import io.sluice.router.candidates.Candidates;
import io.sluice.router.choice.Expected;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** One decision on its way through the steps, and what they found. One thread. */
final class Deciding {

  private final Asked asked;
  private final Catalog catalog;
  private final Map<String, String> findings = new LinkedHashMap<>();
  private final Set<String> shown = new LinkedHashSet<>();
  private Map<String, Expected> expected = Map.of();

  Deciding(Asked asked, Catalog catalog) {
    this.asked = asked;
    this.catalog = catalog;
  }

  Asked asked() {
    return asked;
  }

  Catalog catalog() {
    return catalog;
  }

  ChatExchange exchange() {
    return asked.exchange();
  }

  /** Notes what a step found, for the record. */
  void found(String key, String value) {
    findings.put(key, value);
  }

  /** Notes that a step changed the choice, for the record and for {@code X-AI-Decision}. */
  void changed(String key, String value) {
    found(key, value);
    shown.add(key);
  }

  /** Returns the same without what was found, to try something that may come to nothing. */
  Deciding trial() {
    return new Deciding(asked, catalog);
  }

  /** Takes over what was found in a trial. */
  void adopt(Deciding trial) {
    findings.clear();
    findings.putAll(trial.findings);
    shown.clear();
    shown.addAll(trial.shown);
    expected = trial.expected;
  }

  /** Notes what was expected of the targets that were left. */
  void expected(Map<String, Expected> expected) {
    this.expected = expected;
  }

  /** Returns a reason with what later steps changed. */
  Decision decision(Decision reason) {
    var decision = reason;
    for (var key : shown) {
      decision = decision.with(key, findings.getOrDefault(key, ""));
    }
    return decision;
  }

  /** Returns the whole record. */
  RoutingRecord record(
      Instant now, String config, Decision reason, Candidates left, Optional<Target> chosen) {
    var details = new LinkedHashMap<>(reason.details());
    details.remove("reason");
    details.putAll(findings);
    return new RoutingRecord(
        exchange().id(),
        now,
        exchange().subject(),
        config,
        reason.details().getOrDefault("reason", ""),
        details,
        catalog.targets().stream().map(target -> candidate(target, left)).toList(),
        chosen.map(Target::name),
        Optional.empty());
  }

  private Candidate candidate(Target target, Candidates left) {
    var hopes = Optional.ofNullable(expected.get(target.name()));
    return new Candidate(
        target.name(),
        target.tier(),
        hopes.map(e -> OptionalLong.of(e.micros())).orElse(OptionalLong.empty()),
        hopes.map(Expected::quality).orElse(OptionalDouble.empty()),
        hopes.flatMap(Expected::latency),
        left.removal(target));
  }

  /** Returns whether the model has answered before in this conversation. */
  boolean isFollowUp() {
    return exchange().request().messages().stream()
        .anyMatch(message -> message.role().equals("assistant"));
  }
}
