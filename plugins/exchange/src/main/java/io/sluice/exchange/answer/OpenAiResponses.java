package io.sluice.exchange.answer;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** OpenAI's responses. */
final class OpenAiResponses {

  private static final Set<String> LAST_EVENTS =
      Set.of("response.completed", "response.failed", "response.incomplete", "response.cancelled");

  /** Where an item says what its tool is to do. */
  private static final List<String> ARGUMENTS =
      List.of("arguments", "input", "code", "action", "operation", "queries");

  private OpenAiResponses() {}

  static boolean read(JsonNode document, Draft draft) {
    var type = document.path("type").asString("");
    if (type.startsWith("response.")) {
      readEvent(type, document, draft);
      return true;
    }
    if (!document.path("object").asString("").startsWith("response")
        && !document.path("output").isArray()) {
      return false;
    }
    readResponse(document, draft);
    readStatus(document, draft);
    return true;
  }

  private static void readEvent(String type, JsonNode event, Draft draft) {
    var delta = event.path("delta").asString("");
    switch (type) {
      case "response.output_text.delta" -> draft.onlyChoice().text.append(delta);
      case "response.refusal.delta" -> draft.refusal.append(delta);
      case "response.reasoning_text.delta", "response.reasoning_summary_text.delta" ->
          draft.reasoning.append(delta);
      case "response.output_item.added" -> readItem(event.path("item"), id(event), draft);
      default -> {
        if (type.contains("_call") && type.endsWith(".delta")) {
          call(id(event), draft).arguments.append(delta);
        }
      }
    }
    if (event.path("response").isObject()) {
      var response = event.path("response");
      draft.model(response.path("model"));
      if (LAST_EVENTS.contains(type)) {
        readResponse(response, draft);
        readStatus(response, draft);
        draft.ended = true;
        if (response.path("error").isObject()) {
          draft.error(response.path("error").path("message").asString(""));
        }
      }
    }
  }

  /** Takes a whole response: what it has counts, and not what was streamed of it. */
  private static void readResponse(JsonNode response, Draft draft) {
    draft.model(response.path("model"));
    draft.usage(response.path("usage"));
    var output = response.path("output");
    if (output.isEmpty()) {
      return;
    }
    var whole = new Draft();
    for (var item : output) {
      readItem(item, item.path("id").asString(""), whole);
    }
    replace(draft.onlyChoice().text, whole.onlyChoice().text);
    replace(draft.reasoning, whole.reasoning);
    replace(draft.refusal, whole.refusal);
    draft.toolCalls.clear();
    draft.toolCalls.addAll(whole.toolCalls);
    draft.builtInCalls.clear();
    draft.builtInCalls.addAll(whole.builtInCalls);
  }

  private static void replace(StringBuilder streamed, StringBuilder whole) {
    if (!whole.isEmpty()) {
      streamed.setLength(0);
      streamed.append(whole);
    }
  }

  private static void readStatus(JsonNode response, Draft draft) {
    var status = response.path("status");
    if (status.isString()) {
      draft.onlyChoice().finishReason = status.asString();
    }
  }

  private static void readItem(JsonNode item, String id, Draft draft) {
    var type = item.path("type").asString("");
    switch (type) {
      case "message" -> readContent(item.path("content"), draft);
      case "reasoning" -> readReasoning(item, draft);
      case "function_call", "custom_tool_call" -> {
        var call = draft.toolCall(item.path("name").asString(""), arguments(item));
        draft.open(0, id, call);
      }
      default -> {
        if (type.endsWith("_call")) {
          var call = draft.builtInCall(item.path("name").asString(type), arguments(item));
          draft.open(0, id, call);
        }
      }
    }
  }

  private static String arguments(JsonNode item) {
    return ARGUMENTS.stream()
        .map(key -> item.path(key).asString(""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static void readContent(JsonNode content, Draft draft) {
    for (var part : content) {
      switch (part.path("type").asString("")) {
        case "output_text" -> draft.onlyChoice().text.append(part.path("text").asString(""));
        case "refusal" -> draft.refusal.append(part.path("refusal").asString(""));
        default -> {}
      }
    }
  }

  /** The reasoning itself where it is shown, else its summary. */
  private static void readReasoning(JsonNode item, Draft draft) {
    var shown = item.path("content").isEmpty() ? item.path("summary") : item.path("content");
    shown.forEach(part -> draft.reasoning.append(part.path("text").asString("")));
  }

  private static String id(JsonNode event) {
    return event.path("item_id").asString(event.path("item").path("id").asString(""));
  }

  /** Returns the call that a delta belongs to: of its item, else one that has no name. */
  private static Draft.Call call(String id, Draft draft) {
    var known = draft.open(0, id);
    if (known != null) {
      return known;
    }
    var call = draft.toolCall("", "");
    draft.open(0, id, call);
    return call;
  }
}
