package io.sluice.exchange.answer;

import tools.jackson.databind.JsonNode;

/** Anthropic's messages. */
final class AnthropicMessages {

  private AnthropicMessages() {}

  static boolean read(JsonNode document, Draft draft) {
    switch (document.path("type").asString("")) {
      case "message" -> {
        readMessage(document, draft);
        readStopReason(document, draft);
      }
      case "message_start" -> {
        readMessage(document.path("message"), draft);
      }
      case "content_block_start" -> readStart(document.path("content_block"), draft);
      case "content_block_delta" -> readDelta(document.path("delta"), draft);
      case "content_block_stop" -> draft.openCall = null;
      case "message_delta" -> {
        // The prompt was reported at the start, if it is not again.
        draft.moreUsage(document.path("usage"));
        readStopReason(document.path("delta"), draft);
      }
      case "message_stop" -> draft.ended = true;
      case "ping" -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void readMessage(JsonNode message, Draft draft) {
    draft.model(message.path("model"));
    draft.usage(message.path("usage"));
    message.path("content").forEach(block -> readBlock(block, draft));
    draft.onlyChoice();
  }

  private static void readStopReason(JsonNode message, Draft draft) {
    var reason = message.path("stop_reason");
    if (reason.isString()) {
      draft.onlyChoice().finishReason = reason.asString();
    }
  }

  /** An input that follows in deltas begins as an empty object; some come whole at once. */
  private static void readStart(JsonNode block, Draft draft) {
    readBlock(block, draft);
    var call = draft.openCall;
    if (call != null) {
      if (call.arguments.toString().equals("{}")) {
        call.arguments.setLength(0);
      }
      call.givesWay = true;
    }
  }

  private static void readBlock(JsonNode block, Draft draft) {
    var name = block.path("name").asString("");
    var input = block.path("input").asString("");
    switch (block.path("type").asString("")) {
      case "text" -> draft.onlyChoice().text.append(block.path("text").asString(""));
      case "thinking" -> draft.reasoning.append(block.path("thinking").asString(""));
      case "tool_use" -> draft.openCall = draft.toolCall(name, input);
      case "server_tool_use", "mcp_tool_use" -> draft.openCall = draft.builtInCall(name, input);
      default -> {}
    }
  }

  private static void readDelta(JsonNode delta, Draft draft) {
    switch (delta.path("type").asString("")) {
      case "text_delta" -> draft.onlyChoice().text.append(delta.path("text").asString(""));
      case "thinking_delta" -> draft.reasoning.append(delta.path("thinking").asString(""));
      case "input_json_delta" -> {
        if (draft.openCall != null) {
          draft.openCall.append(delta.path("partial_json").asString(""));
        }
      }
      default -> {}
    }
  }
}
