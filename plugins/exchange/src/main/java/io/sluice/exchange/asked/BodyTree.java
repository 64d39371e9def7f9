package io.sluice.exchange.asked;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A body's tree, of which parts are taken out. */
final class BodyTree {

  /** What is nested deeper than this is no request. */
  private static final int DEEPEST = 200;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** How the answer is delivered, billed or kept, but not what it says. */
  private static final Set<String> NEUTRAL =
      Set.of("metadata", "store", "prompt_cache_key", "prompt_cache_retention");

  /** Answers of chats are replayed streamed or whole, whichever they were. */
  private static final Set<String> DELIVERY = Set.of("stream", "stream_options");

  /** Keys under which clients name their own users. */
  private static final List<String> USER = List.of("user", "safety_identifier");

  private final ObjectNode root;

  private BodyTree(ObjectNode root) {
    this.root = root;
  }

  static Optional<BodyTree> read(byte[] body) {
    try {
      return JSON.readTree(body) instanceof ObjectNode root
          ? Optional.of(new BodyTree(root))
          : Optional.empty();
    } catch (JacksonException | NumberFormatException e) {
      // Malformed, a key twice, too deep, or a number that nothing holds.
      return Optional.empty();
    }
  }

  JsonNode root() {
    return root;
  }

  /** Takes out who the client says its user is, each with its key. */
  List<String> takeUser() {
    var user = new ArrayList<String>();
    for (var key : USER) {
      var value = root.remove(key);
      if (value != null && !value.isNull()) {
        user.add(key + "=" + value);
      }
    }
    return user;
  }

  /**
   * Takes out the texts of the user's messages, if the last message is the user's and holds text
   * alone.
   *
   * @return the last one only if one before it holds more than text
   */
  List<String> takeTurns() {
    var messages = root.path("messages");
    var last = messages.path(messages.size() - 1);
    if (!isText(last)) {
      return List.of();
    }
    var turns = new ArrayList<ObjectNode>();
    for (var message : messages) {
      if (isUser(message)) {
        if (!isText(message)) {
          turns.clear();
          turns.add((ObjectNode) last);
          break;
        }
        turns.add((ObjectNode) message);
      }
    }
    return turns.stream().map(BodyTree::takeText).toList();
  }

  boolean hasAnswer() {
    for (var message : root.path("messages")) {
      if (message.path("role").asString("").equals("assistant")) {
        return true;
      }
    }
    return false;
  }

  /** Returns what is left, its top-level keys in order, without what does not matter. */
  String rest(boolean anyDelivery) {
    var rest = new TreeMap<String, JsonNode>();
    for (var entry : root.properties()) {
      boolean counts =
          !NEUTRAL.contains(entry.getKey())
              && !(anyDelivery && DELIVERY.contains(entry.getKey()))
              && !entry.getValue().isNull();
      if (counts) {
        rest.put(entry.getKey(), entry.getValue());
      }
    }
    return JSON.writeValueAsString(rest);
  }

  private static boolean isUser(JsonNode message) {
    return message.path("role").asString("").equals("user");
  }

  /** A message of the user that is a text, or parts of which each is one. */
  private static boolean isText(JsonNode message) {
    if (!isUser(message)) {
      return false;
    }
    var content = message.path("content");
    if (content.isString()) {
      return true;
    }
    return content.isArray() && !content.isEmpty() && all(content.iterator());
  }

  private static boolean all(Iterator<JsonNode> parts) {
    while (parts.hasNext()) {
      var part = parts.next();
      if (!isPlainPart(part)) {
        return false;
      }
    }
    return true;
  }

  /** A part that says something else too, such as where a provider's cache begins, stays whole. */
  private static boolean isPlainPart(JsonNode part) {
    return part.size() == 2
        && part.path("type").asString("").equals("text")
        && part.path("text").isString();
  }

  private static String takeText(ObjectNode message) {
    var content = message.remove("content");
    if (content.isString()) {
      return content.stringValue();
    }
    var texts = new ArrayList<String>();
    content.forEach(part -> texts.add(part.path("text").stringValue()));
    return String.join("\n", texts);
  }
}
