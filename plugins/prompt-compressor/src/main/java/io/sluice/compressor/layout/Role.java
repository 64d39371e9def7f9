package io.sluice.compressor.layout;

/** What a line is, as far as that is plain from the line or from what surrounds it. */
enum Role {
  /** Not known yet: text, or what the blocks recognise. */
  PLAIN,
  /** What follows a head on its line. */
  REST,
  /** A block of code, of however many lines. */
  CODE,
  /** A JSON value, of however many lines. */
  JSON,
  OPEN_TAG,
  CLOSE_TAG,
  /** A tag with a short content that tells of what follows: {@code <title>Java</title>}. */
  META,
  /** {@code Document [1](Title: Java)}. */
  DOCUMENT,
  /** Who speaks, and when. */
  SPEAKER,
  /** {@code Content:}, before a document's text. */
  LABEL
}
