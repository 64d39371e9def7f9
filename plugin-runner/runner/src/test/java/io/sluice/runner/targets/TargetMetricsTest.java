package io.sluice.runner.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.testkit.routing.FakeTargetHealth;
import org.junit.jupiter.api.Test;

class TargetMetricsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TargetMetrics metrics = new TargetMetrics(meters);
  private final FakeTargetHealth health = new FakeTargetHealth();

  @Test
  void everyTargetIsInOneState() {
    metrics.show(catalog("a"), health);
    health.set("a", State.HALF_OPEN);

    assertThat(gauge("a", "half_open")).isEqualTo(1);
    assertThat(gauge("a", "closed")).isZero();
  }

  @Test
  void aTargetThatTheCatalogLostIsNotShown() {
    metrics.show(catalog("a"), health);
    metrics.show(catalog("b"), health);

    assertThat(meters.find("sluice.target.state").tag("target", "a").gauge()).isNull();
    assertThat(gauge("b", "closed")).isEqualTo(1);
  }

  @Test
  void changesAreCounted() {
    metrics.changed("a", State.CLOSED, State.OPEN);
    metrics.changed("a", State.CLOSED, State.OPEN);

    assertThat(
            meters
                .get("sluice.target.transitions")
                .tags("target", "a", "from", "closed", "to", "open")
                .counter()
                .count())
        .isEqualTo(2);
  }

  private double gauge(String target, String state) {
    return meters.get("sluice.target.state").tags("target", target, "state", state).gauge().value();
  }

  private static Catalog catalog(String target) {
    return Catalog.parse(
        """
        tiers: [t]
        targets: [{name: %s, tier: t, model: m, price: {input: 1, output: 1}}]
        """
            .formatted(target));
  }
}
