package io.sluice.exchange.answer;

import tools.jackson.databind.JsonNode;

/** Ollama's chat and generate. */
final class Ollama {

  private Ollama() {}

  static boolean read(JsonNode document, Draft draft) {
    var message = document.path("message");
    if (!document.path("done").isBoolean()
        && !(document.has("created_at") && message.path("content").isString())) {
      return false;
    }
    draft.model(document.path("model"));
    // A prompt that was cached is not reported; half a usage is none.
    if (document.has("prompt_eval_count")) {
      draft.usage(document);
    }
    var choice = draft.onlyChoice();
    choice
        .text
        .append(message.path("content").asString(""))
        .append(document.path("response").asString(""));
    draft
        .reasoning
        .append(message.path("thinking").asString(""))
        .append(document.path("thinking").asString(""));
    for (var call : message.path("tool_calls")) {
      var function = call.path("function");
      draft.toolCall(function.path("name").asString(""), function.path("arguments").asString(""));
    }
    draft.more = !document.path("done").asBoolean(false);
    if (!draft.more) {
      choice.finishReason = document.path("done_reason").asString("");
    }
    return true;
  }
}
