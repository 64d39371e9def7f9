package io.sluice.exchange.answer;

import tools.jackson.databind.JsonNode;

/** Cohere's chat, in its second version and its first. */
final class CohereChat {

  private CohereChat() {}

  static boolean read(JsonNode document, Draft draft) {
    var type = document.path("type").asString("");
    var delta = document.path("delta");
    switch (type) {
      case "message-start", "content-start", "content-delta", "tool-plan-delta" ->
          readMessage(delta.path("message"), draft);
      case "tool-call-start" -> {
        var call = delta.path("message").path("tool_calls").path("function");
        draft.openCall =
            draft.toolCall(call.path("name").asString(""), call.path("arguments").asString(""));
      }
      case "tool-call-delta" -> {
        var call = delta.path("message").path("tool_calls").path("function");
        if (draft.openCall != null) {
          draft.openCall.arguments.append(call.path("arguments").asString(""));
        }
      }
      case "content-end", "tool-call-end", "citation-start", "citation-end" -> {}
      case "message-end" -> readEnd(delta, draft);
      default -> {
        return readWhole(document, draft);
      }
    }
    return true;
  }

  private static boolean readWhole(JsonNode document, Draft draft) {
    if (document.path("event_type").asString("").equals("text-generation")) {
      draft.onlyChoice().text.append(document.path("text").asString(""));
      return true;
    }
    if (document.path("event_type").asString("").equals("stream-end")) {
      readEnd(document.path("response"), draft);
      return true;
    }
    var message = document.path("message");
    if (message.path("content").isArray() || document.has("finish_reason")) {
      readMessage(message, draft);
    } else if (!document.has("response_id") && !document.has("generation_id")) {
      return false;
    }
    draft.onlyChoice().text.append(document.path("text").asString(""));
    for (var call : document.path("tool_calls")) {
      draft.toolCall(call.path("name").asString(""), call.path("parameters").asString(""));
    }
    readEnd(document, draft);
    return true;
  }

  private static void readMessage(JsonNode message, Draft draft) {
    var content = message.path("content");
    if (content.isObject()) {
      readPart(content, draft);
    }
    if (content.isArray()) {
      content.forEach(part -> readPart(part, draft));
    }
    draft.reasoning.append(message.path("tool_plan").asString(""));
    if (message.path("tool_calls").isArray()) {
      for (var call : message.path("tool_calls")) {
        var function = call.path("function");
        draft.toolCall(function.path("name").asString(""), function.path("arguments").asString(""));
      }
    }
  }

  private static void readPart(JsonNode part, Draft draft) {
    draft.onlyChoice().text.append(part.path("text").asString(""));
    draft.reasoning.append(part.path("thinking").asString(""));
  }

  private static void readEnd(JsonNode end, Draft draft) {
    draft.usage(end.path("usage"));
    draft.usage(end.path("meta"));
    var reason = end.path("finish_reason");
    if (reason.isString()) {
      draft.onlyChoice().finishReason = reason.asString();
    }
  }
}
