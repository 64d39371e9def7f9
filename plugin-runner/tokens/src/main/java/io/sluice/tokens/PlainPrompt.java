package io.sluice.tokens;

import tools.jackson.databind.JsonNode;

/** A prompt without a template: embeddings' input, a text completion's prompt. */
final class PlainPrompt {

  private final Tally tally;

  PlainPrompt(Tally tally) {
    this.tally = tally;
  }

  /**
   * @param input a text, tokens, or a list of these
   */
  void count(JsonNode input) {
    if (input.isNumber()) {
      tally.add(1);
    } else if (input.isString()) {
      tally.text(input.asString());
    } else if (input.isArray()) {
      input.values().forEach(this::count);
    } else if (input.isObject()) {
      new Parts(tally).add(input);
    }
  }
}
