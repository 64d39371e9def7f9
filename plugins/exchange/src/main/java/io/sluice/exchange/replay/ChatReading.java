package io.sluice.exchange.replay;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A chat completion that came as one document: kept with every field it has. */
final class ChatReading implements ChatForm {

  private ObjectNode root = JsonNodeFactory.instance.objectNode();

  @Override
  public void take(ObjectNode document) {
    root = document.put("object", "chat.completion");
  }

  @Override
  public boolean isOfProtocol() {
    var choices = root.path("choices");
    return choices.isArray()
        && choices.valueStream().allMatch(choice -> choice.path("message").isObject());
  }

  @Override
  public boolean isEnded(boolean done) {
    return done;
  }

  @Override
  public Optional<Why> objection() {
    return ChatDocument.objection(root.path("choices").path(0));
  }

  @Override
  public Optional<ChatDocument> document() {
    return ChatDocument.of(root);
  }
}
