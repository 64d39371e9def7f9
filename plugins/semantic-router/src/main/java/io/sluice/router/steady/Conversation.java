package io.sluice.router.steady;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Digest;
import io.sluice.exchange.Message;
import java.nio.ByteBuffer;

/**
 * Which conversation a request belongs to. Chat completions have no name for it, but each turn
 * repeats the beginning: who asks, the instructions and the first thing the user said.
 *
 * @param key a digest; two conversations of one consumer that begin with the same words are one
 */
record Conversation(String key) {

  /**
   * Returns the conversation of a request.
   *
   * @param header names the conversation where the request has it; empty: none does
   */
  static Conversation of(ChatExchange exchange, String header) {
    var named = header.isEmpty() ? "" : exchange.headers().first(header).orElse("");
    var subject = exchange.subject();
    return new Conversation(
        digest(
                subject.route(),
                subject.consumer(),
                named.isEmpty() ? "beginning" : "name",
                named.isEmpty() ? beginning(exchange) : named)
            .hex());
  }

  private static String beginning(ChatExchange exchange) {
    var beginning = new StringBuilder();
    for (Message message : exchange.request().messages()) {
      beginning.append(message.role()).append('\n').append(message.text()).append('\n');
      if (message.role().equals("user")) {
        break;
      }
    }
    return beginning.toString();
  }

  /** Returns a number in [0, 1) that texts always give, evenly spread. */
  static double lot(String... texts) {
    return (ByteBuffer.wrap(digest(texts).bytes()).getLong() >>> 11) * 0x1.0p-53;
  }

  private static Digest digest(String... texts) {
    var digest = new Digest();
    for (var text : texts) {
      digest.add(text);
    }
    return digest;
  }
}
