package io.sluice.exchange.answer;

import tools.jackson.databind.JsonNode;

/** Amazon Bedrock's converse. */
final class BedrockConverse {

  private BedrockConverse() {}

  static boolean read(JsonNode document, Draft draft) {
    var message = document.path("output").path("message");
    var reason = document.path("stopReason");
    if (!message.isObject() && !reason.isString()) {
      return false;
    }
    draft.usage(document.path("usage"));
    for (var block : message.path("content")) {
      draft.onlyChoice().text.append(block.path("text").asString(""));
      draft.reasoning.append(
          block.path("reasoningContent").path("reasoningText").path("text").asString(""));
      var call = block.path("toolUse");
      if (call.isObject()) {
        var name = call.path("name").asString("");
        var input = call.path("input").asString("");
        if (call.path("type").asString("").equals("server_tool_use")) {
          draft.builtInCall(name, input);
        } else {
          draft.toolCall(name, input);
        }
      }
    }
    if (reason.isString()) {
      draft.onlyChoice().finishReason = reason.asString();
    }
    return true;
  }
}
