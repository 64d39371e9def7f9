package io.sluice.exchange;

import java.util.Optional;
import java.util.regex.Pattern;

/** What clients speak, told from the path and the body's shape. */
public enum Protocol {
  /** OpenAI chat completions: an object with a list of messages. */
  OPENAI_CHAT(".*/chat/completions"),
  /** OpenAI responses. */
  OPENAI_RESPONSES(".*/responses"),
  /** OpenAI embeddings. */
  OPENAI_EMBEDDINGS(".*/embeddings"),
  /** OpenAI's legacy completions. */
  OPENAI_COMPLETIONS(".*/completions"),
  /** Anthropic messages. */
  ANTHROPIC_MESSAGES(".*/messages"),
  /**
   * Anything else: passed on as it came. Some are served under paths of their own and have bodies
   * that look like chat completions: Bedrock's converse, Ollama's and Cohere's chat, Anthropic's
   * counting of tokens.
   */
  UNKNOWN(".*/(messages/count_tokens|converse(-stream)?|(api|v2)/chat)");

  private final Pattern path;

  Protocol(String path) {
    this.path = Pattern.compile(path + "/?");
  }

  /** Returns the protocol that a path is for; empty when it tells nothing. */
  static Optional<Protocol> ofPath(String path) {
    for (var protocol : values()) {
      if (protocol.path.matcher(path).matches()) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }
}
