package io.sluice.exchange.replay;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Json;
import io.sluice.exchange.RequestId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A chat completion given again, whole or as a stream of chunks. */
final class ChatReplay {

  /** What all chunks of a stream have. */
  private static final List<String> HEAD =
      List.of("id", "object", "created", "model", "service_tier", "system_fingerprint");

  /** What the first chunks and the last have of a message. */
  private static final Set<String> STREAMED =
      Set.of("role", "content", "refusal", "tool_calls", "function_call");

  private final ObjectNode root;
  private final ChatDocument answer;
  private final boolean withUsage;

  /** The beginning of every chunk, until its delta. */
  private final String head;

  /**
   * @param recorded given away: it becomes the answer that is given again
   */
  ChatReplay(ChatDocument recorded, ChatRequest asked, RequestId id, Instant now) {
    answer = recorded;
    root = recorded.root();
    root.put("id", "chatcmpl-" + id.value().replace("-", ""));
    root.put("created", now.getEpochSecond());
    if (!ChatDocument.says(root.path("model"))) {
      asked.model().ifPresent(model -> root.put("model", model));
    }
    withUsage = asked.streamUsage() && root.path("usage").isObject();
    head = head();
  }

  String json() {
    return answer.json();
  }

  /**
   * Returns the events: who speaks, the reasoning, the content, whatever else the message has, the
   * finish, and the usage if it was asked for.
   */
  String events() {
    var events = new StringBuilder();
    var message = answer.message();
    var first = delta().put("role", message.path("role").asString("assistant")).put("content", "");
    if (message.has("refusal")) {
      first.putNull("refusal");
    }
    append(Wire.json(first), events);
    for (var reasoning : reasoning().entrySet()) {
      Pieces.of(reasoning.getKey()).forEach(piece -> append(piece, reasoning.getValue(), events));
    }
    Pieces.of(answer.content()).forEach(piece -> append(piece, Set.of("content"), events));
    var rest = rest();
    if (!rest.isEmpty()) {
      append(Wire.json(rest), events);
    }
    event(Wire.json(finish()), events);
    if (withUsage) {
      event(Wire.json(usage()), events);
    }
    event("[DONE]", events);
    return events.toString();
  }

  /** The fields of each text: some providers give the same one twice, under two names. */
  private Map<String, Set<String>> reasoning() {
    var texts = new LinkedHashMap<String, Set<String>>();
    for (var name : ChatDocument.REASONING.stream().sorted().toList()) {
      var text = answer.message().path(name).asString("");
      texts.computeIfAbsent(text, fields -> new TreeSet<>()).add(name);
    }
    return texts;
  }

  private ObjectNode rest() {
    var rest = delta();
    for (var field : answer.message().properties()) {
      boolean isStreamed =
          STREAMED.contains(field.getKey())
              || (ChatDocument.REASONING.contains(field.getKey()) && field.getValue().isString());
      if (!isStreamed && ChatDocument.says(field.getValue())) {
        rest.set(field.getKey(), field.getValue());
      }
    }
    return rest;
  }

  /** The last chunk of the choice, with whatever else choice and answer have. */
  private ObjectNode finish() {
    var chunk = chunk();
    var choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta());
    choice.putNull("logprobs");
    choice.set("finish_reason", answer.choice().path("finish_reason"));
    for (var field : answer.choice().properties()) {
      if (!choice.has(field.getKey()) && !field.getKey().equals("message")) {
        choice.set(field.getKey(), field.getValue());
      }
    }
    if (withUsage) {
      chunk.putNull("usage");
    }
    for (var field : root.properties()) {
      if (!chunk.has(field.getKey()) && !field.getKey().equals("usage")) {
        chunk.set(field.getKey(), field.getValue());
      }
    }
    return chunk;
  }

  private ObjectNode usage() {
    var chunk = chunk();
    chunk.putArray("choices");
    chunk.set("usage", root.path("usage"));
    return chunk;
  }

  private String head() {
    var chunk = Wire.json(chunk());
    return chunk.substring(0, chunk.length() - 1) + ",\"choices\":[{\"index\":0,\"delta\":";
  }

  private ObjectNode chunk() {
    var chunk = delta();
    for (var name : HEAD) {
      if (root.has(name)) {
        chunk.set(name, root.path(name));
      }
    }
    return chunk.put("object", "chat.completion.chunk");
  }

  private void append(String piece, Set<String> fields, StringBuilder events) {
    var delta = new StringJoiner(",", "{", "}");
    var quoted = Wire.safe(Json.quote(piece));
    fields.forEach(name -> delta.add('"' + name + "\":" + quoted));
    append(delta.toString(), events);
  }

  /** Written by hand: a long answer has hundreds. */
  private void append(String delta, StringBuilder events) {
    var tail =
        ",\"logprobs\":null,\"finish_reason\":null}]" + (withUsage ? ",\"usage\":null}" : "}");
    event(head + delta + tail, events);
  }

  private static void event(String data, StringBuilder events) {
    events.append("data: ").append(data).append("\n\n");
  }

  private static ObjectNode delta() {
    return JsonNodeFactory.instance.objectNode();
  }
}
