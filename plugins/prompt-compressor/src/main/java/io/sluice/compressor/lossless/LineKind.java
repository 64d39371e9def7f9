package io.sluice.compressor.lossless;

/** What a line is, as far as white space matters to it. */
enum LineKind {
  BLANK,
  /** Words, a heading, an item of a list, a line of a log. */
  PROSE,
  /** A row of a Markdown table. */
  TABLE,
  /** Indented as code is. */
  INDENTED,
  /** Of a fenced block, a preformatted element or a string in triple quotes, ends included. */
  VERBATIM,
  /** Of a group whose common part stands in the line before it. */
  FACTORED
}
