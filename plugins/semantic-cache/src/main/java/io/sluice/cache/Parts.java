package io.sluice.cache;

import io.sluice.cache.guard.Guard;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.cache.AnswerStore;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What all routes' caches share.
 *
 * @param keeper takes answers to the store, off the path of whoever waits
 * @param routes those that were used, to be explained
 * @param longestWait of a request for another one's answer, whatever its route says
 */
record Parts(
    AnswerStore answers,
    EmbeddingModel model,
    Guard guard,
    Flights flights,
    Served served,
    Keeper keeper,
    Routes routes,
    CacheObserver observer,
    InstantSource clock,
    Duration longestWait) {}
