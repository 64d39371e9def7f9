package io.sluice.compressor;

/** What may be done to a text. */
enum Rule {
  /** What does not help to answer may be left out. */
  EXTRACT,
  /** It may be said in fewer tokens, but all of it. */
  LOSSLESS,
  /** Nothing. */
  KEEP
}
