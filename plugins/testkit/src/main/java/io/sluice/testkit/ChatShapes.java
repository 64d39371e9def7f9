package io.sluice.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of OpenAI's chat completions for one answer. */
final class ChatShapes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final StubAnswer answer;
  private final String id;
  private final long created;

  /**
   * @param created seconds since 1970
   */
  ChatShapes(StubAnswer answer, String id, long created) {
    this.answer = answer;
    this.id = id;
    this.created = created;
  }

  JsonNode completion(boolean withUsage) {
    var message = JSON.objectNode().put("role", "assistant");
    if (answer.tool().isPresent()) {
      message.putNull("content");
      var call = message.putArray("tool_calls").addObject();
      call.put("id", "call_" + id).put("type", "function");
      call.putObject("function").put("name", answer.tool().get()).put("arguments", answer.text());
    } else {
      message.put("content", answer.text());
    }
    message.putNull("refusal");
    var completion = envelope("chat.completion");
    var choice = completion.putArray("choices").addObject().put("index", 0);
    choice.set("message", message);
    choice.putNull("logprobs").put("finish_reason", answer.finishReason());
    if (withUsage) {
      completion.set("usage", usage());
    }
    return completion;
  }

  /** The first chunk of a stream: who speaks, and which tool is called. */
  JsonNode opening() {
    var delta = JSON.objectNode().put("role", "assistant");
    if (answer.tool().isPresent()) {
      delta.putNull("content");
      var call = delta.putArray("tool_calls").addObject().put("index", 0);
      call.put("id", "call_" + id).put("type", "function");
      call.putObject("function").put("name", answer.tool().get()).put("arguments", "");
    } else {
      delta.put("content", "");
    }
    return chunk(delta, null);
  }

  JsonNode delta(String piece) {
    var delta = JSON.objectNode();
    if (answer.tool().isPresent()) {
      var call = delta.putArray("tool_calls").addObject().put("index", 0);
      call.putObject("function").put("arguments", piece);
    } else {
      delta.put("content", piece);
    }
    return chunk(delta, null);
  }

  JsonNode closing() {
    return chunk(JSON.objectNode(), answer.finishReason());
  }

  JsonNode usageChunk() {
    var chunk = envelope("chat.completion.chunk");
    chunk.putArray("choices");
    chunk.set("usage", usage());
    return chunk;
  }

  static JsonNode error(String message, String type, String code) {
    var root = JSON.objectNode();
    var error = root.putObject("error").put("message", message).put("type", type);
    error.putNull("param");
    if (code.isEmpty()) {
      error.putNull("code");
    } else {
      error.put("code", code);
    }
    return root;
  }

  static JsonNode models(List<String> names) {
    var root = JSON.objectNode().put("object", "list");
    var data = root.putArray("data");
    for (var name : names) {
      data.addObject()
          .put("id", name)
          .put("object", "model")
          .put("created", 1_700_000_000)
          .put("owned_by", "stub");
    }
    return root;
  }

  private JsonNode chunk(ObjectNode delta, @Nullable String finishReason) {
    var chunk = envelope("chat.completion.chunk");
    var choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finishReason);
    return chunk;
  }

  private ObjectNode envelope(String object) {
    return JSON.objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", answer.model());
  }

  private JsonNode usage() {
    int prompt = answer.promptTokens();
    int completion = answer.pieces().size();
    var usage = JSON.objectNode();
    usage.put("prompt_tokens", prompt).put("completion_tokens", completion);
    usage.put("total_tokens", prompt + completion);
    usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
    usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
    return usage;
  }
}
