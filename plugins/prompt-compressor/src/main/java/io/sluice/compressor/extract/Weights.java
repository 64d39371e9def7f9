package io.sluice.compressor.extract;

/**
 * What each part of a score counts. All parts are standardised over the units of a prompt, so that
 * a weight is in standard deviations. SCORING.md tells where they come from.
 */
final class Weights {

  /** BM25 of the unit with its heading. */
  static final double UNIT = 1;

  /** BM25 of its paragraph and passage. */
  static final double PASSAGE = 0.6;

  /** The best unit of its paragraph. */
  static final double BEST_OF_PARAGRAPH = 0.3;

  /** The units before and behind it in its paragraph. */
  static final double NEIGHBOURS = 0.2;

  static final double STATIC_UNIT = 0.8;
  static final double STATIC_PARAGRAPH = 0.3;
  static final double STATIC_BEST = 0.6;

  /** Where a prompt is one course of short pieces, the surroundings count and the unit little. */
  static final double CONTEXT = 2;

  static final double CONTEXT_STATIC = 0.25;
  static final double CONTEXT_UNIT = 0.15;

  /** What a unit's surroundings count less with each unit that lies between. */
  static final double DECAY = 0.95;

  /** How much a heading counts beside the text, in surroundings, and as an embedding. */
  static final double CONTEXT_HEADING = 0.3;

  static final double STATIC_HEADING = 0.6;

  /** An identifier or a quote of the question, found in few units. */
  static final double EXACT = 6;

  /** What the sentence model adds to what the other scores predict, per unit of cosine. */
  static final double SENTENCE = 6;

  /** The same for the best of its paragraph. */
  static final double SENTENCE_BEST = 5;

  /** Nobody asks: how central its words are, and that it begins its paragraph or passage. */
  static final double CENTRAL = 1;

  static final double BEGINS_PARAGRAPH = 0.5;
  static final double BEGINS_PASSAGE = 0.5;

  private Weights() {}
}
