package io.sluice.tokens;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Tools that run at the provider: what their instructions cost, as billed requests showed it or,
 * where none did, as a guess. What they find is unknown before the call and not counted.
 */
final class HostedTools {

  private static final int UNSEEN = 500;

  /** By the beginning of their types. */
  private static final Map<String, Integer> OPENAI =
      Map.of(
          "web_search", 300,
          "code_interpreter", 1_330,
          "mcp", 1_200,
          "tool_search", 550,
          "file_search", UNSEEN,
          "image_generation", UNSEEN,
          "computer", 1_000);

  private static final Map<String, Integer> ANTHROPIC =
      Map.of(
          "web_search", 1_700,
          "web_fetch", 550,
          "code_execution", 4_200,
          "tool_search", 220,
          "advisor", 1_000,
          "computer", 750,
          "text_editor", 700,
          "bash", 250,
          "mcp", 1_200);

  private HostedTools() {}

  static int openAi(JsonNode tool) {
    return cost(OPENAI, tool);
  }

  static int anthropic(JsonNode tool) {
    return cost(ANTHROPIC, tool);
  }

  private static int cost(Map<String, Integer> costs, JsonNode tool) {
    var type = tool.path("type").asString("");
    return costs.entrySet().stream()
        .filter(cost -> type.startsWith(cost.getKey()))
        .mapToInt(Map.Entry::getValue)
        .max()
        .orElse(UNSEEN);
  }
}
