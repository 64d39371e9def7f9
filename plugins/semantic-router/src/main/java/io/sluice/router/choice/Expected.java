package io.sluice.router.choice;

import io.sluice.exchange.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is expected of a target for one request.
 *
 * @param micros what it costs, in micro-dollars
 * @param quality the chance that it answers well; empty where the catalog says nothing
 * @param latency how long the answer takes; empty while nothing was measured
 */
public record Expected(
    Target target, long micros, OptionalDouble quality, Optional<Duration> latency) {}
