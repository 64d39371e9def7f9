package io.sluice.tokens;

import io.sluice.tokens.Model.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A prompt as OpenAI's chat templates render it, which OpenAI does not publish: the constants are
 * those at which counted and billed tokens agree.
 */
abstract sealed class OpenAiPrompt permits ChatPrompt, ResponsesPrompt {

  /** {@code <|im_start|>}, the role, {@code <|im_sep|>} and {@code <|im_end|>}. */
  static final int MESSAGE = 4;

  /** A reasoning model's own messages name their channel. */
  static final int CHANNEL = 2;

  /** A tool's answer without its content. */
  private static final int TOOL_MESSAGE = 4;

  /** Between the call of a reasoning model and the answer: channels and their types. */
  static final int REASONED_CALL = 6;

  /** A tool that is loaded when it is searched for. */
  private static final int DEFERRED = 20;

  /** The frame of a tool that takes free text. */
  private static final int CUSTOM = 20;

  final JsonNode body;
  final Tally tally;
  final Parts parts;
  private final Map<String, String> calledNames = new HashMap<>();

  OpenAiPrompt(JsonNode body, Tally tally) {
    this.body = body;
    this.tally = tally;
    parts = new Parts(tally);
  }

  abstract void count();

  final boolean reasons() {
    return tally.model().template() == Template.GPT_5;
  }

  /** What opens the answer. */
  final void reply() {
    tally.add(reasons() ? 2 : 3);
  }

  final void message(JsonNode message, String appended) {
    var role = message.path("role").asString("");
    tally.add(MESSAGE + (reasons() && role.equals("assistant") ? CHANNEL : 0));
    var content = message.path("content");
    if (content.isString()) {
      tally.text(content.asString() + appended);
    } else {
      parts.add(content);
      tally.text(appended);
    }
    var name = message.path("name").asString("");
    if (!name.isEmpty()) {
      tally.add(1);
      tally.text(name);
    }
  }

  final void call(String id, JsonNode function) {
    var name = function.path("name").asString("");
    calledNames.put(id, name);
    tally.text(name);
    tally.text(function.path("arguments").asString(""));
  }

  final void toolMessage(String callId, JsonNode content) {
    tally.add(TOOL_MESSAGE);
    tally.text("functions." + calledNames.getOrDefault(callId, ""));
    parts.add(content);
  }

  /** Returns the functions that the model may call; other tools are counted, each kind once. */
  final List<JsonNode> functions() {
    var functions = new ArrayList<JsonNode>();
    var hosted = new HashSet<String>();
    for (var tool : body.path("tools").values()) {
      var type = tool.path("type").asString("function");
      if (tool.path("defer_loading").asBoolean(false)) {
        tally.estimate(DEFERRED);
      } else if (tool.path("function").isObject()) {
        functions.add(tool.path("function"));
      } else if (type.equals("function") || tool.path("parameters").isObject()) {
        functions.add(tool);
      } else if (type.equals("custom") || tool.has("input_schema")) {
        tally.estimate(CUSTOM + Strings.tokens(tool, tally.model()));
      } else if (hosted.add(type) && !(type.equals("tool_search") && hasSearched())) {
        tally.estimate(HostedTools.openAi(tool));
      }
    }
    return functions;
  }

  /** A search for tools is billed with the request that makes it, and not again. */
  private boolean hasSearched() {
    return body.path("input")
        .valueStream()
        .map(item -> item.path("type").asString(""))
        .anyMatch(type -> type.equals("tool_search_output") || type.equals("additional_tools"));
  }

  /** Where a function of the newer templates has parameters, one token is saved. */
  static long withParameters(List<JsonNode> functions) {
    return functions.stream()
        .filter(function -> !function.path("parameters").path("properties").isEmpty())
        .count();
  }
}
