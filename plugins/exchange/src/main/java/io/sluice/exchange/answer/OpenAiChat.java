package io.sluice.exchange.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI's chat completions and legacy completions, and those who speak like them. */
final class OpenAiChat {

  // By what a call can be gone on with.
  private static final String INDEX = "index ";
  private static final String ID = "id ";
  private static final String LAST = "last";
  private static final String LEGACY = "legacy";

  private OpenAiChat() {}

  static boolean read(JsonNode document, Draft draft) {
    var choices = document.path("choices");
    if (!choices.isArray()) {
      return false;
    }
    draft.model(document.path("model"));
    draft.usage(document.path("usage"));
    draft.usage(document.path("x_groq").path("usage"));
    int position = 0;
    for (var choice : choices) {
      readChoice(choice, choice.path("index").asInt(position), draft);
      position++;
    }
    return true;
  }

  private static void readChoice(JsonNode choice, int index, Draft draft) {
    draft.usage(choice.path("usage"));
    var text = draft.choice(index).text;
    text.append(choice.path("text").asString(""));
    var delta = choice.path("delta");
    boolean isDelta = delta.isObject();
    var message = isDelta ? delta : choice.path("message");
    readContent(message.path("content"), text, draft);
    draft.refusal.append(message.path("refusal").asString(""));
    draft.reasoning.append(
        message.path("reasoning_content").asString(message.path("reasoning").asString("")));
    for (var call : message.path("tool_calls")) {
      readCall(call, index, isDelta, draft);
    }
    var function = message.path("function_call");
    if (function.isObject()) {
      append(function, legacyCall(index, isDelta, draft));
    }
    var finishReason = choice.path("finish_reason");
    if (finishReason.isString()) {
      draft.choice(index).finishReason = finishReason.asString();
    }
  }

  private static void readContent(JsonNode content, StringBuilder text, Draft draft) {
    text.append(content.asString(""));
    if (!content.isArray()) {
      return;
    }
    for (var part : content) {
      switch (part.path("type").asString("")) {
        case "text" -> text.append(part.path("text").asString(""));
        case "refusal" -> draft.refusal.append(part.path("refusal").asString(""));
        // Mistral's: text, or parts of it.
        case "thinking" -> {
          draft.reasoning.append(part.path("thinking").asString(""));
          part.path("thinking")
              .forEach(thought -> draft.reasoning.append(thought.path("text").asString("")));
        }
        default -> {}
      }
    }
  }

  private static void readCall(JsonNode call, int choice, boolean isDelta, Draft draft) {
    var function = call.has("custom") ? call.path("custom") : call.path("function");
    var name = function.path("name").asString("");
    var id = call.path("id").asString("");
    var index = call.path("index").isNumber() ? call.path("index").asString() : "";
    var known = isDelta ? continued(draft, choice, index, id, name) : null;
    var into = known == null ? draft.toolCall("", "") : known;
    if (into.id.isEmpty()) {
      into.id = id;
    }
    draft.open(choice, INDEX + index, into);
    draft.open(choice, ID + id, into);
    draft.open(choice, LAST, into);
    append(function, into);
  }

  /**
   * Returns the call that a delta goes on with: that of its index; else of its id; else, if it
   * names no function, the last. Some providers give every call the index 0: a name with another id
   * begins a call.
   */
  private static Draft.@Nullable Call continued(
      Draft draft, int choice, String index, String id, String name) {
    if (index.isEmpty() && id.isEmpty()) {
      return name.isEmpty() ? draft.open(choice, LAST) : null;
    }
    var call = index.isEmpty() ? draft.open(choice, ID + id) : draft.open(choice, INDEX + index);
    boolean isOther = call != null && !name.isEmpty() && !id.isEmpty() && !id.equals(call.id);
    return isOther ? null : call;
  }

  private static Draft.Call legacyCall(int choice, boolean isDelta, Draft draft) {
    var known = isDelta ? draft.open(choice, LEGACY) : null;
    var call = known == null ? draft.toolCall("", "") : known;
    draft.open(choice, LEGACY, call);
    return call;
  }

  private static void append(JsonNode function, Draft.Call call) {
    call.name.append(function.path("name").asString(""));
    call.arguments.append(function.path("arguments").asString(function.path("input").asString("")));
  }
}
