package io.sluice.router.evaluation;

import io.sluice.exchange.RequestId;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.RoutingRecord;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Remembers one decision, until the next is made. */
public final class LastDecision implements DecisionLog {

  private final AtomicReference<Optional<RoutingRecord>> last =
      new AtomicReference<>(Optional.empty());

  @Override
  public void add(RoutingRecord decision) {
    last.set(Optional.of(decision));
  }

  @Override
  public void amend(RequestId id, UnaryOperator<RoutingRecord> change) {
    last.updateAndGet(held -> held.map(one -> one.id().equals(id) ? change.apply(one) : one));
  }

  @Override
  public Optional<RoutingRecord> find(RequestId id) {
    return last.get().filter(held -> held.id().equals(id));
  }
}
