package io.sluice.exchange.replay;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole chat completion of one choice, whose message has a text. */
record ChatDocument(ObjectNode root) {

  /** Fields of a message that a model writes word by word, beside the content. */
  static final Set<String> REASONING = Set.of("reasoning_content", "reasoning");

  /** Reads a completion; empty if the text is anything else. */
  static Optional<ChatDocument> read(String text) {
    return Wire.object(text).flatMap(ChatDocument::of);
  }

  /** Returns the completion that a tree is; empty if it is none. */
  static Optional<ChatDocument> of(ObjectNode root) {
    var choices = root.path("choices");
    boolean hasText =
        choices.size() == 1 && choices.path(0).path("message").path("content").isString();
    return hasText ? Optional.of(new ChatDocument(root)) : Optional.empty();
  }

  ObjectNode choice() {
    return (ObjectNode) root.path("choices").path(0);
  }

  ObjectNode message() {
    return (ObjectNode) choice().path("message");
  }

  String content() {
    return message().path("content").asString("");
  }

  String json() {
    return Wire.json(root);
  }

  /** Whether a value says anything: not null, and neither an empty text nor an empty list. */
  static boolean says(JsonNode value) {
    boolean isEmptyText = value.isString() && value.asString().isEmpty();
    boolean isEmptyContainer = value.isContainer() && value.isEmpty();
    return !value.isMissingNode() && !value.isNull() && !isEmptyText && !isEmptyContainer;
  }

  /** Returns what speaks against keeping a choice beyond what every protocol has. */
  static Optional<Why> objection(JsonNode choice) {
    var message = choice.path("message");
    for (var tokens : choice.path("logprobs")) {
      if (says(tokens)) {
        return Optional.of(Why.LOGPROBS);
      }
    }
    // What a provider's own tools found is as old as the answer.
    if (says(message.path("executed_tools"))) {
      return Optional.of(Why.TOOL_CALLS);
    }
    boolean isParts = message.path("content").isContainer();
    boolean isSound = says(message.path("audio").path("data"));
    return isParts || isSound ? Optional.of(Why.NOT_TEXT) : Optional.empty();
  }
}
