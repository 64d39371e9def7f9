package io.sluice.exchange.replay;

import java.util.Locale;

/** Why an answer is not recorded. */
public enum Why {
  /** The status is not 200. */
  STATUS,
  /** The client did not get all of it, or its end was not read. */
  INCOMPLETE,
  /** It is larger than any answer that is kept. */
  TOO_LARGE,
  /** It is nothing that a provider answers. */
  UNRECOGNISED,
  /** It is an answer, but not of the protocol, or not in the form, that was asked for. */
  UNKNOWN_FORM,
  /** It is an error, or ended in one. */
  ERROR,
  /** There is not exactly one choice. */
  CHOICES,
  /** The model called a tool, the client's or the provider's. */
  TOOL_CALLS,
  /** The model refused. */
  REFUSAL,
  /** The model did not come to an end of its own accord, or nothing says that it did. */
  FINISH_REASON,
  /** It has probabilities of tokens, which other forms of it could not show. */
  LOGPROBS,
  /** It is more than a text: sound, pictures, parts. */
  NOT_TEXT,
  /** The model wrote nothing. */
  EMPTY;

  /** Returns the name in lower case, for metrics and headers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
