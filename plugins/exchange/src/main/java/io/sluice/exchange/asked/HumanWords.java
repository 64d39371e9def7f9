package io.sluice.exchange.asked;

import io.sluice.exchange.Message;
import java.util.List;

/** Finds what a person wrote last among what agents send in the person's name. */
final class HumanWords {

  private HumanWords() {}

  /**
   * Returns the person's words, the last message's that has any; where no message is known to have
   * any, the last one's text as it is. Empty only where no message of the user holds text.
   */
  static String of(List<Message> messages) {
    String fallback = "";
    for (var message : messages.reversed()) {
      if (!message.role().equals("user") || message.text().isBlank()) {
        continue;
      }
      var text = message.text();
      var words = Wrapping.unwrap(text);
      boolean wrappingAlone = words.equals(text) && Tags.CLIENTS.holdsAllOf(text);
      if (!wrappingAlone && !MachineWords.are(words)) {
        return words;
      }
      fallback = fallback.isEmpty() ? text : fallback;
    }
    return fallback;
  }
}
