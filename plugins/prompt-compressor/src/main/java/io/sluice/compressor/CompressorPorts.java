package io.sluice.compressor;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.WordClassifier;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the compressor needs of the world.
 *
 * @param catalog prices and context windows, as they are now
 * @param tokens counts prompts as their targets do
 * @param words embeds in microseconds
 * @param sentences embeds in milliseconds, for routes that ask for it
 * @param classifier says which words a text needs; empty: the runner has none
 * @param observer is told
 * @param nanoTime a clock, in nanoseconds
 */
public record CompressorPorts(
    Supplier<Catalog> catalog,
    TokenCounter tokens,
    EmbeddingModel words,
    EmbeddingModel sentences,
    Optional<WordClassifier> classifier,
    CompressorObserver observer,
    LongSupplier nanoTime) {}
