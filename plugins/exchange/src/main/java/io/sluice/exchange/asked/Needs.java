package io.sluice.exchange.asked;

import io.sluice.exchange.Ability;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Protocol;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a request needs of a model. */
public final class Needs {

  private static final Set<String> JSON_FORMATS = Set.of("json_schema", "json_object");

  private Needs() {}

  /** Returns what a chat completion needs; of what nobody can read, only that it is streamed. */
  public static Set<Ability> of(ChatRequest request) {
    var needs = EnumSet.noneOf(Ability.class);
    if (request.stream()) {
      needs.add(Ability.STREAMING);
    }
    if (request.protocol() == Protocol.OPENAI_CHAT) {
      BodyTree.read(request.body()).ifPresent(tree -> read(tree.root(), needs));
    }
    return needs;
  }

  private static void read(JsonNode root, Set<Ability> needs) {
    if (!root.path("tools").isEmpty() || !root.path("functions").isEmpty()) {
      needs.add(Ability.TOOLS);
    }
    if (JSON_FORMATS.contains(root.path("response_format").path("type").asString(""))) {
      needs.add(Ability.JSON_SCHEMA);
    }
    if (root.path("audio").isObject()
        || root.path("modalities")
            .valueStream()
            .anyMatch(kind -> kind.asString("").equals("audio"))) {
      needs.add(Ability.AUDIO);
    }
    for (var message : root.path("messages")) {
      for (var part : message.path("content")) {
        switch (part.path("type").asString("")) {
          case "image_url", "image" -> needs.add(Ability.VISION);
          case "input_audio" -> needs.add(Ability.AUDIO);
          default -> {}
        }
      }
    }
  }
}
