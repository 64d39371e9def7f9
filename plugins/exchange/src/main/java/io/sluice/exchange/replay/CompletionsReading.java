package io.sluice.exchange.replay;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A legacy completion. */
final class CompletionsReading implements Reading {

  private boolean isOfProtocol = true;

  @Override
  public void take(ObjectNode document) {
    isOfProtocol &= document.path("choices").valueStream().allMatch(CompletionsReading::isText);
  }

  private static boolean isText(JsonNode choice) {
    return choice.path("text").isString() && !choice.has("message") && !choice.has("delta");
  }

  @Override
  public boolean isOfProtocol() {
    return isOfProtocol;
  }

  @Override
  public boolean isEnded(boolean done) {
    return done;
  }

  @Override
  public Optional<Why> objection() {
    return Optional.empty();
  }
}
