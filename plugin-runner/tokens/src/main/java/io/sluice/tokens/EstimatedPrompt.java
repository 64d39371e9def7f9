package io.sluice.tokens;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A prompt of a model whose template is not known: Anthropic's messages, Gemini's contents,
 * Cohere's message, and chat completions of anyone. Texts are counted, frames estimated by the
 * family.
 */
final class EstimatedPrompt {

  /** What thinking with a budget adds, as billed requests to Claude showed. */
  private static final int THINKING = 30;

  /** Introduces a schema of the answer. */
  private static final int SCHEMA = 60;

  private static final int CLAUDE_SCHEMA = 180;

  /** What Claude is told when it must call a tool, beside what it is told about tools. */
  private static final int CLAUDE_MUST_CALL = 90;

  /** The tools of a server whose list is read by the provider. */
  private static final double TOOL_SERVER = 1_200;

  /** A tool that runs at a provider of whom nothing is known. */
  private static final int OTHER_HOSTED = 100;

  private static final List<String> SYSTEM =
      List.of("system", "instructions", "systemInstruction", "system_instruction", "preamble");
  private static final List<String> TURNS =
      List.of("messages", "input", "contents", "chat_history", "message", "prompt", "documents");

  private final JsonNode body;
  private final Tally tally;
  private final Family family;
  private final Parts parts;

  EstimatedPrompt(JsonNode body, Tally tally) {
    this.body = body;
    this.tally = tally;
    family = tally.model().family();
    parts = new Parts(tally);
  }

  /** Whether a body has any field that holds a prompt. */
  static boolean understands(JsonNode body) {
    return TURNS.stream().anyMatch(body::has);
  }

  void count() {
    tally.estimate(family.chat().once());
    for (var key : SYSTEM) {
      if (body.has(key)) {
        turn(body.path(key));
      }
    }
    for (var key : TURNS) {
      var turns = body.path(key);
      if (turns.isArray()) {
        turns.values().forEach(this::turn);
      } else if (turns.isString()) {
        turn(turns);
      }
    }
    tools();
    tally.estimate(body.path("mcp_servers").size() * TOOL_SERVER);
    if (body.path("thinking").path("budget_tokens").isNumber()) {
      tally.estimate(THINKING);
    }
    var schema = schema();
    if (!schema.isMissingNode()) {
      int introduced = isClaude() ? CLAUDE_SCHEMA : SCHEMA;
      tally.estimate(introduced);
      tally.text(schema.toString());
    }
  }

  private void turn(JsonNode turn) {
    tally.estimate(family.chat().perMessage());
    if (!turn.isObject()) {
      parts.add(turn);
      return;
    }
    switch (turn.path("type").asString("message")) {
      case "function_call" -> call(turn);
      case "function_call_output" -> parts.add(turn.path("output"));
      case "message" -> message(turn);
      default -> parts.add(turn);
    }
  }

  private void message(JsonNode message) {
    for (var key : List.of("content", "parts", "message")) {
      parts.add(message.path(key));
    }
    for (var call : message.path("tool_calls").values()) {
      call(call.path("function"));
    }
  }

  private void call(JsonNode function) {
    tally.estimate(family.chat().perCall());
    tally.text(function.path("name").asString(""));
    tally.text(function.path("arguments").asString(""));
  }

  private void tools() {
    var tools = body.path("tools");
    // Servers of open models leave the tools out where none may be called.
    if (tools.isEmpty() || body.path("tool_choice").asString("").equals("none")) {
      return;
    }
    tally.estimate(family.tools().once());
    if (isClaude() && body.path("tool_choice").path("type").asString("").matches("any|tool")) {
      tally.estimate(CLAUDE_MUST_CALL);
    }
    for (var tool : tools.values()) {
      tally.estimate(family.tools().perTool());
      if (isHosted(tool)) {
        tally.estimate(isClaude() ? HostedTools.anthropic(tool) : OTHER_HOSTED);
      } else {
        var described = tool.path("function").isObject() ? tool.path("function") : tool;
        long json = tally.model().encoding().count(described.toString());
        tally.estimate(json * family.tools().perJson());
      }
    }
  }

  private static boolean isHosted(JsonNode tool) {
    var type = tool.path("type").asString("function");
    return !type.equals("function") && !type.equals("custom") && !tool.has("input_schema");
  }

  private boolean isClaude() {
    return family.name().startsWith("CLAUDE");
  }

  private JsonNode schema() {
    var chat = body.path("response_format").path("json_schema");
    if (chat.isObject()) {
      return chat.path("schema");
    }
    var responses = body.path("text").path("format").path("schema");
    if (!responses.isMissingNode()) {
      return responses;
    }
    var messages = body.path("output_config").path("format").path("schema");
    return messages.isMissingNode() ? body.path("output_format").path("schema") : messages;
  }
}
