package io.sluice.exchange.routing;

import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Why a request went where it went: every target that there was, what removed it, and what decided
 * among the rest. Holds no content.
 *
 * @param at when it was decided
 * @param config the version of the route's configuration
 * @param reason as in {@code X-AI-Decision}
 * @param details what each step found, by its name: scores, rules, arms; in the order of the steps
 * @param candidates as the catalog has them
 * @param chosen the target; empty for a request that was refused
 * @param shadow what another configuration would have done; empty where there is none, or before it
 *     has decided
 */
public record RoutingRecord(
    RequestId id,
    Instant at,
    Subject subject,
    String config,
    String reason,
    Map<String, String> details,
    List<Candidate> candidates,
    Optional<String> chosen,
    Optional<Shadow> shadow) {

  public RoutingRecord {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    candidates = List.copyOf(candidates);
  }

  /**
   * A target that could have been chosen.
   *
   * @param expectedMicros what the request was expected to cost there, in micro-dollars
   * @param expectedQuality the chance that it answers well, in [0, 1]
   * @param expectedLatency how long the answer was expected to take
   * @param removed why it was out of the question; empty for those that were left
   */
  public record Candidate(
      String target,
      String tier,
      OptionalLong expectedMicros,
      OptionalDouble expectedQuality,
      Optional<Duration> expectedLatency,
      Optional<Removal> removed) {}

  /**
   * Why a target was out of the question.
   *
   * @param step which of the steps
   * @param reason such as a policy's name or what the target can't
   */
  public record Removal(String step, String reason) {}

  /**
   * What another configuration would have done.
   *
   * @param chosen empty where it would have refused
   * @param differs whether that is another target
   */
  public record Shadow(
      String config,
      String reason,
      Optional<String> chosen,
      OptionalLong expectedMicros,
      boolean differs) {}

  /** Returns the record with what another configuration would have done. */
  public RoutingRecord with(Shadow shadow) {
    return new RoutingRecord(
        id, at, subject, config, reason, details, candidates, chosen, Optional.of(shadow));
  }

  /** Returns the record with one finding more. */
  public RoutingRecord with(String step, String finding) {
    var more = new LinkedHashMap<>(details);
    more.put(step, finding);
    return new RoutingRecord(id, at, subject, config, reason, more, candidates, chosen, shadow);
  }

  /** Returns the record with another target chosen. */
  public RoutingRecord withChosen(String target) {
    return new RoutingRecord(
        id, at, subject, config, reason, details, candidates, Optional.of(target), shadow);
  }

  /** Returns what was expected of the target that was chosen. */
  public Optional<Candidate> expected() {
    return chosen.flatMap(name ->
        candidates.stream().filter(candidate -> candidate.target().equals(name)).findFirst());
  }
}
