package io.sluice.runner.targets;

import java.util.List;
import java.util.Random;

/**
 * A policy's rule as its author means it, told without the router.
 *
 * @param ofConsumer whom it is about; empty: everybody
 * @param ofDepartment whom it is about; empty: everybody
 * @param ofClass what the request's {@code X-Class} must be; empty: whatever
 * @param kind what is said of targets
 * @param value of what the kind speaks
 */
record SimulatedRule(
    String name, String ofConsumer, String ofDepartment, String ofClass, Kind kind, String value) {

  /** What a rule says of targets. */
  enum Kind {
    REQUIRE_REGION("require", "regions"),
    REQUIRE_TAG("require", "tags"),
    REQUIRE_TIER("require", "tiers"),
    EXCLUDE_REGION("exclude", "regions"),
    EXCLUDE_PROVIDER("exclude", "providers"),
    EXCLUDE_TARGET("exclude", "targets"),
    EXCLUDE_TAG("exclude", "tags");

    private final String side;
    private final String key;

    Kind(String side, String key) {
      this.side = side;
      this.key = key;
    }
  }

  /** Draws a rule that names something that a target has. */
  static SimulatedRule draw(int number, SimulatedTarget like, Random random) {
    var kinds = List.of(Kind.values());
    var kind = kinds.get(random.nextInt(kinds.size()));
    boolean ofTag = kind == Kind.REQUIRE_TAG || kind == Kind.EXCLUDE_TAG;
    if (ofTag && like.tags().isEmpty()) {
      kind = Kind.REQUIRE_REGION;
    }
    return new SimulatedRule(
        "rule" + number,
        random.nextInt(3) == 0 ? "c" + random.nextInt(SimulatedRequest.CONSUMERS) : "",
        random.nextInt(4) == 0 ? "d" + random.nextInt(2) : "",
        random.nextInt(3) == 0 ? SimulatedRequest.SECRET : "",
        kind,
        switch (kind) {
          case REQUIRE_REGION, EXCLUDE_REGION -> like.region();
          case REQUIRE_TAG, EXCLUDE_TAG -> like.tags().iterator().next();
          case REQUIRE_TIER -> like.tier();
          case EXCLUDE_PROVIDER -> like.provider();
          case EXCLUDE_TARGET -> like.name();
        });
  }

  String json() {
    var when =
        (ofConsumer.isEmpty() ? "" : ",\"consumer\":\"" + ofConsumer + "\"")
            + (ofDepartment.isEmpty() ? "" : ",\"department\":\"" + ofDepartment + "\"")
            + (ofClass.isEmpty() ? "" : ",\"header\":{\"X-Class\":\"" + ofClass + "\"}");
    return "{\"name\":\"%s\"%s,\"%s\":{\"%s\":[\"%s\"]}}"
        .formatted(
            name,
            when.isEmpty() ? "" : ",\"when\":{" + when.substring(1) + "}",
            kind.side,
            kind.key,
            value);
  }

  boolean allows(SimulatedRequest request, SimulatedTarget target) {
    boolean due =
        (ofConsumer.isEmpty() || ofConsumer.equals(request.consumer()))
            && (ofDepartment.isEmpty() || ofDepartment.equals(request.department()))
            && (ofClass.isEmpty() || request.secret());
    return !due
        || switch (kind) {
          case REQUIRE_REGION -> target.region().equals(value);
          case REQUIRE_TAG -> target.tags().contains(value);
          case REQUIRE_TIER -> target.tier().equals(value);
          case EXCLUDE_REGION -> !target.region().equals(value);
          case EXCLUDE_PROVIDER -> !target.provider().equals(value);
          case EXCLUDE_TARGET -> !target.name().equals(value);
          case EXCLUDE_TAG -> !target.tags().contains(value);
        };
  }
}
