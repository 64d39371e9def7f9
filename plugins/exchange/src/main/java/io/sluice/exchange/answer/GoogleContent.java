package io.sluice.exchange.answer;

import tools.jackson.databind.JsonNode;

/** Google's generateContent and streamGenerateContent. */
final class GoogleContent {

  private GoogleContent() {}

  static boolean read(JsonNode document, Draft draft) {
    if (!document.path("candidates").isArray()
        && !document.has("usageMetadata")
        && !document.has("promptFeedback")) {
      return false;
    }
    draft.model(document.path("modelVersion"));
    draft.usage(document.path("usageMetadata"));
    finish(document.path("promptFeedback").path("blockReason"), draft.onlyChoice());
    int position = 0;
    for (var candidate : document.path("candidates")) {
      var choice = draft.choice(candidate.path("index").asInt(position));
      for (var part : candidate.path("content").path("parts")) {
        readPart(part, choice.text, draft);
      }
      finish(candidate.path("finishReason"), choice);
      position++;
    }
    return true;
  }

  private static void finish(JsonNode reason, Draft.Choice choice) {
    if (reason.isString()) {
      choice.finishReason = reason.asString();
    }
  }

  private static void readPart(JsonNode part, StringBuilder answer, Draft draft) {
    var text = part.path("thought").asBoolean(false) ? draft.reasoning : answer;
    text.append(part.path("text").asString(""));
    if (part.path("functionCall").isObject()) {
      readCall(part.path("functionCall"), draft);
    }
    if (part.path("executableCode").isObject()) {
      draft.builtInCall("executableCode", part.path("executableCode").path("code").asString(""));
    }
    if (part.path("toolCall").isObject()) {
      var call = part.path("toolCall");
      draft.builtInCall(call.path("toolType").asString(""), call.path("args").asString(""));
    }
  }

  /** A call may come in pieces: first its name, then values of its arguments. */
  private static void readCall(JsonNode call, Draft draft) {
    var name = call.path("name").asString("");
    var arguments = call.path("args").asString("");
    if (!name.isEmpty() || draft.toolCalls.isEmpty()) {
      draft.toolCall(name, arguments);
    } else {
      draft.toolCalls.getLast().arguments.append(arguments);
    }
    for (var piece : call.path("partialArgs")) {
      draft.toolCalls.getLast().arguments.append(piece.path("stringValue").asString(""));
    }
  }
}
