package io.sluice.runner.targets;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.routing.TargetHealth;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.resilience.TransitionListener;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** How the catalog's targets are, and how often that changed. */
public final class TargetMetrics implements TransitionListener {

  private final MeterRegistry meters;
  private final MultiGauge states;

  public TargetMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.states =
        MultiGauge.builder("sluice.target.state")
            .description("1 for the state that a target is in")
            .register(meters);
  }

  /** Shows the states of a catalog's targets, in place of those of the one before. */
  public void show(Catalog catalog, TargetHealth health) {
    states.register(
        catalog.targets().stream().flatMap(target -> rows(target.name(), health)).toList(), true);
  }

  private static Stream<MultiGauge.Row<?>> rows(String target, TargetHealth health) {
    return Arrays.stream(State.values())
        .map(state ->
            MultiGauge.Row.of(
                Tags.of("target", target, "state", word(state)),
                () -> health.state(target) == state ? 1 : 0));
  }

  @Override
  public void changed(String target, State from, State to) {
    meters
        .counter("sluice.target.transitions", "target", target, "from", word(from), "to", word(to))
        .increment();
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
