package io.sluice.exchange.replay;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer of Anthropic's messages. */
final class MessagesReading implements Reading {

  private static final Set<String> TEXT = Set.of("text", "thinking", "redacted_thinking");

  private boolean isOfProtocol = true;
  private boolean ended;
  private @Nullable Why objection;

  @Override
  public void take(ObjectNode document) {
    switch (document.path("type").asString("")) {
      case "message" -> {
        document.path("content").forEach(this::takeBlock);
        ended = true;
      }
      case "message_start" -> document.path("message").path("content").forEach(this::takeBlock);
      case "content_block_start" -> takeBlock(document.path("content_block"));
      case "message_stop" -> ended = true;
      case "content_block_delta", "content_block_stop", "message_delta", "ping" -> {}
      default -> isOfProtocol = false;
    }
  }

  private void takeBlock(JsonNode block) {
    var type = block.path("type").asString("");
    if (!TEXT.contains(type)) {
      objection = type.contains("tool") ? Why.TOOL_CALLS : Why.NOT_TEXT;
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
