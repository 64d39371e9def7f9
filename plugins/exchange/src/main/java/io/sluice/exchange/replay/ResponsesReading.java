package io.sluice.exchange.replay;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer of OpenAI's responses. */
final class ResponsesReading implements Reading {

  private static final Set<String> TEXT = Set.of("output_text", "refusal");

  private boolean isOfProtocol = true;
  private boolean ended;
  private @Nullable Why objection;

  @Override
  public void take(ObjectNode document) {
    var type = document.path("type").asString("");
    boolean isWhole = document.path("object").asString("").equals("response");
    isOfProtocol &= isWhole || type.startsWith("response.") || type.equals("keepalive");
    ended |= isWhole || type.equals("response.completed");
    takeItem(document.path("item"));
    document.path("response").path("output").forEach(this::takeItem);
    document.path("output").forEach(this::takeItem);
  }

  private void takeItem(JsonNode item) {
    switch (item.path("type").asString("")) {
      case "message" -> {
        for (var part : item.path("content")) {
          if (!TEXT.contains(part.path("type").asString(""))) {
            objection = Why.NOT_TEXT;
          }
        }
      }
      case "reasoning" -> {}
      default -> objection = item.isMissingNode() ? objection : Why.TOOL_CALLS;
    }
  }

  @Override
  public boolean isOfProtocol() {
    return isOfProtocol;
  }

  @Override
  public boolean isEnded(boolean done) {
    return ended;
  }

  @Override
  public Optional<Why> objection() {
    return Optional.ofNullable(objection);
  }
}
