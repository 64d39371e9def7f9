package io.sluice.exchange.asked;

import io.sluice.exchange.ChatRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Finds the traits of a body. */
final class Traits {

  private static final List<String> TOOLS = List.of("tools", "functions");

  private static final Set<String> REMOTE =
      Set.of("url", "image_url", "file_url", "file_id", "vector_store_ids", "fileUri");

  private Traits() {}

  static Set<Trait> of(ChatRequest request, JsonNode root) {
    var traits = EnumSet.noneOf(Trait.class);
    add(traits, Trait.CHOICES, request.choices() > 1);
    add(traits, Trait.FUNCTIONS, TOOLS.stream().anyMatch(key -> !root.path(key).isEmpty()));
    add(traits, Trait.HOSTED_TOOLS, hasHostedTools(root));
    add(traits, Trait.LOGPROBS, asks(root, "logprobs") || asks(root, "top_logprobs"));
    add(traits, Trait.AUDIO, hasAudio(root));
    add(traits, Trait.REMOTE_CONTENT, holds(content(root), Traits::isRemote));
    add(
        traits,
        Trait.PROVIDER_STATE,
        asks(root, "conversation")
            || asks(root, "previous_response_id")
            || asks(root, "background")
            || asks(root, "prompt_id")
            || root.path("prompt").has("id")
            || asks(root, "container"));
    return traits;
  }

  private static void add(Set<Trait> traits, Trait trait, boolean has) {
    if (has) {
      traits.add(trait);
    }
  }

  private static boolean asks(JsonNode root, String key) {
    var value = root.path(key);
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isBoolean() && !value.booleanValue())
        && !(value.isNumber() && value.doubleValue() == 0);
  }

  private static boolean hasHostedTools(JsonNode root) {
    if (asks(root, "web_search_options") || asks(root, "mcp_servers")) {
      return true;
    }
    for (var tool : root.path("tools")) {
      var type = tool.path("type").asString("function");
      if (!type.equals("function") && !type.equals("custom")) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAudio(JsonNode root) {
    for (var modality : root.path("modalities")) {
      if (!modality.asString("").equals("text")) {
        return true;
      }
    }
    return asks(root, "audio") || holds(content(root), Traits::isAudio);
  }

  private static boolean isAudio(JsonNode node) {
    return node.has("input_audio") || node.path("type").asString("").equals("input_audio");
  }

  /** The conversation, under whichever name. */
  private static JsonNode content(JsonNode root) {
    return root.path("messages").isMissingNode() ? root.path("input") : root.path("messages");
  }

  private static boolean isRemote(JsonNode node) {
    for (var key : REMOTE) {
      var value = node.path(key);
      boolean inline = value.isObject() || value.asString("").startsWith("data:");
      if (!value.isMissingNode() && !value.isNull() && !inline) {
        return true;
      }
    }
    return false;
  }

  /** The tree is at most as deep as its reader allows. */
  private static boolean holds(JsonNode tree, Predicate<JsonNode> wanted) {
    if (tree.isObject() && wanted.test(tree)) {
      return true;
    }
    for (var child : tree) {
      if (child.isContainer() && holds(child, wanted)) {
        return true;
      }
    }
    return false;
  }
}
