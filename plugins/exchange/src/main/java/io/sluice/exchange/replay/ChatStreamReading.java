package io.sluice.exchange.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A chat completion that came as a stream: its chunks are put together to one document. */
final class ChatStreamReading implements ChatForm {

  /** Of these the first chunk that says something counts: some begin with a chunk of another. */
  private static final List<String> HEAD =
      List.of("id", "created", "model", "service_tier", "system_fingerprint");

  private static final Set<String> CALLS = Set.of("tool_calls", "function_call");

  private final ObjectNode head = JsonNodeFactory.instance.objectNode();
  private final SharedFields ofAnswer = new SharedFields();
  private final SharedFields ofChoice = new SharedFields();
  private final SharedFields ofMessage = new SharedFields();

  /** What the model wrote word by word, by field. */
  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

  private @Nullable JsonNode usage;
  private String role = "assistant";
  private @Nullable String finishReason;
  private boolean isChat = true;
  private boolean hasDelta;
  private boolean hasLogprobs;
  private boolean hasParts;

  @Override
  public void take(ObjectNode chunk) {
    for (var field : chunk.properties()) {
      var value = field.getValue();
      switch (field.getKey()) {
        case "object", "obfuscation" -> {}
        case "choices" -> value.forEach(this::takeChoice);
        case "usage" -> takeUsage(value);
        default -> takeOfAnswer(field.getKey(), value);
      }
    }
  }

  private void takeOfAnswer(String name, JsonNode value) {
    if (name.equals("x_groq")) {
      takeUsage(value.path("usage"));
    }
    if (!HEAD.contains(name)) {
      ofAnswer.take(name, value);
    } else if (isUnsaid(head.path(name))) {
      head.set(name, value);
    }
  }

  private static boolean isUnsaid(JsonNode value) {
    return !ChatDocument.says(value) || value.asDouble(1) == 0;
  }

  private void takeUsage(JsonNode reported) {
    if (reported.isObject()) {
      usage = reported;
    }
  }

  private void takeChoice(JsonNode choice) {
    boolean isDelta = choice.path("delta").isObject();
    hasDelta |= isDelta;
    isChat &= isDelta || (!choice.has("text") && !choice.has("message"));
    for (var field : choice.properties()) {
      var value = field.getValue();
      switch (field.getKey()) {
        // Some send all of the message so far with each delta.
        case "index", "message" -> {}
        case "delta" ->
            value.properties().forEach(part -> takePart(part.getKey(), part.getValue()));
        case "finish_reason" -> finishReason = value.isString() ? value.asString() : finishReason;
        case "usage" -> takeUsage(value);
        case "logprobs" -> hasLogprobs |= value.valueStream().anyMatch(ChatDocument::says);
        default -> ofChoice.take(field.getKey(), value);
      }
    }
  }

  private void takePart(String name, JsonNode value) {
    boolean isText =
        name.equals("content") || name.equals("refusal") || ChatDocument.REASONING.contains(name);
    if (name.equals("role")) {
      role = value.asString(role);
    } else if (isText && value.isString()) {
      texts.computeIfAbsent(name, field -> new StringBuilder()).append(value.asString());
    } else if (isText && value.isContainer()) {
      hasParts = true;
    } else if (!CALLS.contains(name)) {
      ofMessage.take(name, value);
    }
  }

  @Override
  public boolean isOfProtocol() {
    return isChat && hasDelta;
  }

  /** A finish reason is no end: some send one with every chunk. */
  @Override
  public boolean isEnded(boolean done) {
    return done;
  }

  @Override
  public Optional<Why> objection() {
    if (hasLogprobs) {
      return Optional.of(Why.LOGPROBS);
    }
    return hasParts ? Optional.of(Why.NOT_TEXT) : ChatDocument.objection(choice());
  }

  @Override
  public Optional<ChatDocument> document() {
    var root = JsonNodeFactory.instance.objectNode();
    root.putNull("id").put("object", "chat.completion");
    root.setAll(head);
    root.putArray("choices").add(choice());
    if (usage != null) {
      root.set("usage", usage);
    }
    ofAnswer.putInto(root);
    return ChatDocument.of(root);
  }

  private ObjectNode choice() {
    var choice = JsonNodeFactory.instance.objectNode().put("index", 0);
    var message = choice.putObject("message").put("role", role).putNull("content");
    ofMessage.putInto(message);
    texts.forEach((name, text) -> {
      if (!text.isEmpty()) {
        message.put(name, text.toString());
      }
    });
    choice.putNull("logprobs").put("finish_reason", finishReason);
    ofChoice.putInto(choice);
    return choice;
  }
}
