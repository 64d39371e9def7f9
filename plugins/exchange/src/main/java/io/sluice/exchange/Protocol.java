package io.sluice.exchange;

/** What clients speak, told from the body's shape. */
public enum Protocol {
  /** OpenAI chat completions: an object with a list of messages. */
  OPENAI_CHAT,
  /** Anything else: passed on as it came. */
  UNKNOWN
}
