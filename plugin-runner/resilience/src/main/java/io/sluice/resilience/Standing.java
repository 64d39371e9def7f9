package io.sluice.resilience;

import io.sluice.exchange.routing.TargetHealth.State;
import java.time.Instant;

/**
 * How a target stands.
 *
 * @param since when it came into that state; when the process began, if it was always in it
 * @param calls of the window, ten at most
 * @param failed how many of them failed
 * @param slow how many of them were slow
 */
public record Standing(State state, Instant since, int calls, int failed, int slow) {}
