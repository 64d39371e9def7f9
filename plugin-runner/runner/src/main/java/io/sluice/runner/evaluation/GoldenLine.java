package io.sluice.runner.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.Settings;
import io.sluice.router.evaluation.GoldenCase;
import io.sluice.router.evaluation.GoldenCase.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one case of a golden set, in the product's own layout or in one of those of public routing
 * sets, which name correctness differently and have much beside.
 */
record GoldenLine(TargetNames names) {

  /** What public sets record quality under. */
  private static final Set<String> BENCHMARK =
      Set.of("weak_correct", "strong_correct", "correct", "scores");

  private static final List<String> READ_OF_BENCHMARK =
      List.of("id", "prompt", "category", "subject", "task");

  /** What a token is taken to have, where characters were recorded. */
  private static final long CHARACTERS_PER_TOKEN = 4;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param number counted from 1
   * @throws io.sluice.exchange.InvalidConfigException with every problem of the line
   */
  GoldenCase read(int number, String line) {
    var node = object(line);
    if (node.propertyStream().anyMatch(entry -> BENCHMARK.contains(entry.getKey()))) {
      return read(number, plain(node));
    }
    return read(number, node);
  }

  private static ObjectNode object(String line) {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // Told below, as for every configuration.
    }
    return Settings.parseJson("line", line, settings -> JSON.createObjectNode());
  }

  /** Returns what a public set says as the product's own layout says it. */
  private ObjectNode plain(ObjectNode node) {
    var plain = JSON.createObjectNode();
    for (var key : READ_OF_BENCHMARK) {
      if (node.has(key)) {
        plain.set(key.equals("subject") || key.equals("task") ? "category" : key, node.get(key));
      }
    }
    var quality = plain.putObject("quality");
    Stream.of("weak", "strong")
        .filter(side -> node.has(side + "_correct"))
        .forEach(side -> quality.set(side, share(node.get(side + "_correct"))));
    // Of the models of a public set, few are in a catalog.
    Stream.of("correct", "scores")
        .flatMap(key -> node.path(key).properties().stream())
        .filter(entry -> !names.targets(entry.getKey()).isEmpty())
        .forEach(entry -> quality.set(entry.getKey(), share(entry.getValue())));
    var characters = plain.putObject("output_chars");
    node.path("out_chars").properties().stream()
        .filter(entry -> quality.has(entry.getKey()))
        .forEach(entry -> characters.set(entry.getKey(), entry.getValue()));
    return plain;
  }

  private static JsonNode share(JsonNode value) {
    return value.isBoolean() ? JSON.valueToTree(value.booleanValue() ? 1 : 0) : value;
  }

  private GoldenCase read(int number, ObjectNode node) {
    var said = node.deepCopy();
    // A conversation is no setting: it stays as it is written.
    said.remove(List.of("messages", "request"));
    return Settings.parseJson("line", said.toString(), settings -> golden(number, node, settings));
  }

  private GoldenCase golden(int number, ObjectNode node, Settings settings) {
    settings.text("prompt", "");
    var request = request(node, settings);
    var tier = settings.text("tier", "");
    var tiers = names.catalog().tiers();
    settings.require(
        tier.isEmpty() ? !node.has("tier") : tiers.contains(tier),
        "tier",
        "one of " + String.join(", ", tiers),
        tier);
    var quality = settings.numbers("quality");
    settings.require(
        !tier.isEmpty() || !quality.isEmpty(),
        node.has("quality") ? "quality" : "tier",
        node.has("quality") ? "of at least one model" : "there, or quality",
        node.has("quality") ? "{}" : "absent");
    quality.forEach((name, value) -> {
      settings.require(value >= 0 && value <= 1, "quality." + name, "in [0, 1]", value);
      settings.require(
          !names.targets(name).isEmpty(),
          "quality." + name,
          "of a target, tier or model of the catalog, or of one with a --map",
          name);
    });
    var characters = settings.numbers("output_chars");
    characters.forEach((name, value) ->
        settings.require(
            value >= 0 && value <= Integer.MAX_VALUE, "output_chars." + name, "0 or more", value));
    long completion = settings.whole("expected_completion_tokens", -1);
    settings.require(
        !node.has("expected_completion_tokens")
            || (completion >= 0 && completion <= Integer.MAX_VALUE),
        "expected_completion_tokens",
        "0 or more",
        completion);
    var headers =
        settings.named("headers").entrySet().stream()
            .map(entry -> new Header(entry.getKey(), entry.getValue()))
            .toList();
    return new GoldenCase(
        settings.text("id", "line-" + number),
        request,
        Headers.of(headers),
        // Each asks for themselves, so that what is counted for a consumer is not for all.
        settings.text("consumer", "golden-" + number),
        settings.text("department", ""),
        settings.text("category", ""),
        tier.isEmpty() ? Optional.empty() : Optional.of(tier),
        recorded(quality, characters),
        completion < 0 ? OptionalLong.empty() : OptionalLong.of(completion));
  }

  private static ChatRequest request(ObjectNode node, Settings settings) {
    var given = Stream.of("prompt", "messages", "request").filter(node::has).toList();
    settings.require(
        given.size() == 1,
        "prompt",
        "there, or messages or request; one of them",
        given.isEmpty() ? "absent" : String.join(", ", given));
    var body = JSON.createObjectNode().put("model", "auto");
    if (node.has("request")) {
      body = node.get("request") instanceof ObjectNode whole ? whole : JSON.createObjectNode();
    } else if (node.has("messages")) {
      body.set("messages", node.get("messages"));
    } else {
      body.putArray("messages")
          .addObject()
          .put("role", "user")
          .put("content", node.path("prompt").asString(""));
    }
    var request = ChatRequest.of(JSON.writeValueAsString(body).getBytes(UTF_8));
    settings.require(
        given.size() != 1 || request.protocol() == Protocol.OPENAI_CHAT,
        given.isEmpty() ? "prompt" : given.getFirst(),
        "a chat completion's",
        node.path(given.isEmpty() ? "prompt" : given.getFirst()).getNodeType());
    return request;
  }

  /** What is said of one target goes before what is said of a tier or model. */
  private Map<String, Recorded> recorded(
      Map<String, Double> quality, Map<String, Double> characters) {
    var recorded = new HashMap<String, Recorded>();
    for (boolean single : new boolean[] {false, true}) {
      quality.forEach((name, value) -> {
        var length = characters.get(name);
        var tokens =
            length == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.ceilDiv(length.longValue(), CHARACTERS_PER_TOKEN));
        if (names.isTarget(name) == single && value >= 0 && value <= 1) {
          names.targets(name).forEach(target -> recorded.put(target, new Recorded(value, tokens)));
        }
      });
    }
    return recorded;
  }
}
