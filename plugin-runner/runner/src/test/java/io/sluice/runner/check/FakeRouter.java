package io.sluice.runner.check;

import io.sluice.exchange.Action;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.Problems;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import java.util.List;
import java.util.Set;

/** A plugin with a configuration of its own: {@code ai-semantic-router} in small. */
final class FakeRouter implements Plugin<FakeRouter.Config> {

  /** A check that knows this plugin and one filter of somebody else's. */
  static RouteFileCheck check() {
    return new RouteFileCheck(List.of(new FakeRouter()), Set.of("LegacyFilter"));
  }

  @Override
  public String name() {
    return "ai-semantic-router";
  }

  @Override
  public Config read(Settings settings) {
    return new Config(settings.text("default_tier"), settings.list("intents", Intent::read));
  }

  @Override
  public RoutePlugin prepare(Config config) {
    return exchange -> Action.pass();
  }

  record Config(String defaultTier, List<Intent> intents) {}

  record Intent(String name, double threshold) {
    Intent {
      new Problems("intent")
          .requireToken("name", name)
          .require(threshold > 0 && threshold <= 1, "threshold", "in (0, 1]", threshold)
          .throwIfAny();
    }

    static Intent read(Settings settings) {
      return new Intent(settings.text("name"), settings.number("threshold", 0.5));
    }
  }
}
