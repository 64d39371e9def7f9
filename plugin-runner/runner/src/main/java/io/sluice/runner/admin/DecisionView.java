package io.sluice.runner.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.routing.RoutingRecord;
import io.sluice.tokenlimit.quota.Units;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the admin API shows it.
 *
 * @param expected the candidate that was chosen; null for a request that was refused
 */
record DecisionView(
    @JsonProperty("request_id") String requestId,
    String at,
    String consumer,
    String department,
    String route,
    String config,
    String reason,
    Map<String, String> details,
    List<Candidate> candidates,
    @Nullable String chosen,
    @Nullable Candidate expected,
    @Nullable Shadow shadow) {

  /**
   * @param usd dollars, exact to the micro-dollar
   * @param latency milliseconds
   */
  record Candidate(
      String target,
      String tier,
      @JsonProperty("expected_usd") @Nullable BigDecimal usd,
      @JsonProperty("expected_quality") @Nullable Double quality,
      @JsonProperty("expected_latency_ms") @Nullable Long latency,
      @Nullable Removed removed) {

    static Candidate of(RoutingRecord.Candidate candidate) {
      return new Candidate(
          candidate.target(),
          candidate.tier(),
          dollars(candidate.expectedMicros()),
          orNull(candidate.expectedQuality()),
          candidate.expectedLatency().map(latency -> latency.toMillis()).orElse(null),
          candidate
              .removed()
              .map(removal -> new Removed(removal.step(), removal.reason()))
              .orElse(null));
    }
  }

  record Removed(String step, String reason) {}

  record Shadow(
      String config,
      String reason,
      @Nullable String chosen,
      @JsonProperty("expected_usd") @Nullable BigDecimal usd,
      boolean differs) {

    static Shadow of(RoutingRecord.Shadow shadow) {
      return new Shadow(
          shadow.config(),
          shadow.reason(),
          shadow.chosen().orElse(null),
          dollars(shadow.expectedMicros()),
          shadow.differs());
    }
  }

  static DecisionView of(RoutingRecord decision) {
    return new DecisionView(
        decision.id().value(),
        decision.at().toString(),
        decision.subject().consumer(),
        decision.subject().department(),
        decision.subject().route(),
        decision.config(),
        decision.reason(),
        decision.details(),
        decision.candidates().stream().map(Candidate::of).toList(),
        decision.chosen().orElse(null),
        decision.expected().map(Candidate::of).orElse(null),
        decision.shadow().map(Shadow::of).orElse(null));
  }

  private static @Nullable BigDecimal dollars(OptionalLong micros) {
    return micros.isPresent() ? Units.written(Unit.MICRO_USD, micros.getAsLong()) : null;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
