package io.sluice.exchange.answer;

import tools.jackson.databind.JsonNode;

/** Google's interactions. */
final class GoogleInteractions {

  private GoogleInteractions() {}

  static boolean read(JsonNode document, Draft draft) {
    var event = document.path("event_type").asString("");
    if (event.startsWith("interaction.")) {
      readInteraction(document.path("interaction"), draft);
    } else if (event.startsWith("step.") || event.startsWith("content.")) {
      readContent(document.path("delta"), draft);
    } else if (document.path("object").asString("").equals("interaction")) {
      readInteraction(document, draft);
    } else {
      return false;
    }
    return true;
  }

  private static void readInteraction(JsonNode interaction, Draft draft) {
    draft.model(interaction.path("model"));
    draft.usage(interaction.path("usage"));
    for (var step : interaction.path("steps")) {
      readContent(step, draft);
      step.path("content").forEach(content -> readContent(content, draft));
    }
    interaction.path("outputs").forEach(content -> readContent(content, draft));
    var status = interaction.path("status").asString("");
    if (!status.isEmpty() && !status.equals("in_progress")) {
      draft.onlyChoice().finishReason = status;
    }
  }

  private static void readContent(JsonNode content, Draft draft) {
    var text = content.path("text").asString("");
    var type = content.path("type").asString("");
    switch (type) {
      case "text" -> draft.onlyChoice().text.append(text);
      case "thought" -> draft.reasoning.append(text);
      case "thought_summary" ->
          draft.reasoning.append(content.path("content").path("text").asString(text));
      case "function_call" ->
          draft.toolCall(content.path("name").asString(""), content.path("arguments").asString(""));
      default -> {
        if (type.endsWith("_call")) {
          draft.builtInCall(
              content.path("name").asString(type), content.path("arguments").asString(""));
        }
      }
    }
  }
}
