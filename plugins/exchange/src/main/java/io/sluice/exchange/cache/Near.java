package io.sluice.exchange.cache;

/**
 * A stored answer whose question is near.
 *
 * @param similarity cosine of the two questions' embeddings, in [-1, 1] up to rounding
 * @param phrasings how many entries of its partition have the same answer, itself included
 */
public record Near(EntryHead head, double similarity, int phrasings) {}
