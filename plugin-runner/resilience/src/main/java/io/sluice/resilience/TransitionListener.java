package io.sluice.resilience;

import io.sluice.exchange.routing.TargetHealth.State;

/** Learns that a target left the rotation or came back. Neither blocks nor fails. */
@FunctionalInterface
public interface TransitionListener {

  void changed(String target, State from, State to);
}
