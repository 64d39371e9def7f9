package io.sluice.runner.targets;

import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.routing.RoutingRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Decisions of tests. */
public final class Decisions {

  private Decisions() {}

  public static RoutingRecord decision(String id, Instant at) {
    return new RoutingRecord(
        new RequestId(id),
        at,
        new Subject("alice", "", "chat"),
        "v1",
        "cost",
        Map.of("intent", "greeting 0.91"),
        List.of(
            new RoutingRecord.Candidate(
                "small",
                "fast",
                OptionalLong.of(12),
                OptionalDouble.of(0.9),
                Optional.of(Duration.ofMillis(350)),
                Optional.empty()),
            new RoutingRecord.Candidate(
                "large",
                "smart",
                OptionalLong.of(1200),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(new RoutingRecord.Removal("policy", "eu-only")))),
        Optional.of("small"),
        Optional.empty());
  }
}
