package io.sluice.exchange.cache;

import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;

/**
 * Where a stored answer comes from: by this it is listed and deleted.
 *
 * @param cache the route, or the name of a cache that several routes share
 * @param subject who asked
 * @param request the exchange in which the model answered
 */
public record Origin(String cache, Subject subject, RequestId request) {}
