package io.sluice.testkit.routing;

import io.sluice.exchange.routing.TargetHealth;
import io.sluice.exchange.routing.TargetHealth.State;

class FakeTargetHealthTest extends TargetHealthContract {

  private final FakeTargetHealth health = new FakeTargetHealth();

  @Override
  protected TargetHealth health() {
    return health;
  }

  @Override
  protected void open(String target) {
    health.set(target, State.OPEN);
  }

  @Override
  protected void halfOpen(String target) {
    health.set(target, State.HALF_OPEN);
  }
}
