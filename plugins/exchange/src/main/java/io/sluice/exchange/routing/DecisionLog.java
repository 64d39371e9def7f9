package io.sluice.exchange.routing;

import io.sluice.exchange.RequestId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The last decisions, for whoever asks why. Thread-safe; nothing of it blocks or fails. */
public interface DecisionLog {

  /** Keeps a decision for some time. */
  void add(RoutingRecord decision);

  /** Changes a decision, if it is still there. */
  void amend(RequestId id, UnaryOperator<RoutingRecord> change);

  /** Returns a decision; empty when there was none or it was forgotten. */
  Optional<RoutingRecord> find(RequestId id);

  /** Returns one that keeps nothing. */
  static DecisionLog none() {
    return new DecisionLog() {
      @Override
      public void add(RoutingRecord decision) {}

      @Override
      public void amend(RequestId id, UnaryOperator<RoutingRecord> change) {}

      @Override
      public Optional<RoutingRecord> find(RequestId id) {
        return Optional.empty();
      }
    };
  }
}
