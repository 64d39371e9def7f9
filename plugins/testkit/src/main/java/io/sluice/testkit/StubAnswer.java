package io.sluice.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a stub provider says to a request: the same request always gets the same answer.
 *
 * @param tool the function called, empty for an answer in words
 * @param pieces the tokens of the answer: words, or fragments of the tool call's arguments
 */
record StubAnswer(
    Optional<String> tool, List<String> pieces, String finishReason, JsonNode request) {

  static final String TOOL_WORDS = "call the tool";

  private static final int FRAGMENT = 8;

  static StubAnswer to(String provider, JsonNode request, StubBehaviour behaviour) {
    return tool(request, behaviour)
        .map(function -> call(function, request))
        .orElseGet(() -> words(provider, request, behaviour));
  }

  String text() {
    return String.join("", pieces);
  }

  int promptTokens() {
    return StubTokens.ofRequest(request);
  }

  String model() {
    return request.path("model").asString("");
  }

  boolean streamed() {
    return request.path("stream").asBoolean(false);
  }

  boolean streamsUsage() {
    return request.path("stream_options").path("include_usage").asBoolean(false);
  }

  private static StubAnswer call(JsonNode function, JsonNode request) {
    var arguments = ToolArguments.fitting(function.path("parameters")).toString();
    var pieces = new ArrayList<String>();
    for (int at = 0; at < arguments.length(); at += FRAGMENT) {
      pieces.add(arguments.substring(at, Math.min(at + FRAGMENT, arguments.length())));
    }
    return new StubAnswer(
        Optional.of(function.path("name").asString("")), pieces, "tool_calls", request);
  }

  /** Names provider and model, then says the question back until there are tokens enough. */
  private static StubAnswer words(String provider, JsonNode request, StubBehaviour behaviour) {
    int limit =
        request
            .path("max_completion_tokens")
            .asInt(request.path("max_tokens").asInt(Integer.MAX_VALUE));
    int tokens = Math.max(1, Math.min(behaviour.tokens(), limit));
    var question = lastUserText(request).strip();
    var words = question.isEmpty() ? new String[] {"nothing"} : question.split("\\s+");
    var pieces = new ArrayList<String>(tokens);
    pieces.add(provider + "/" + request.path("model").asString("") + ":");
    for (int i = 0; pieces.size() < tokens; i++) {
      pieces.add(" " + words[i % words.length]);
    }
    return new StubAnswer(
        Optional.empty(), pieces, tokens < behaviour.tokens() ? "length" : "stop", request);
  }

  private static String lastUserText(JsonNode request) {
    var text = "";
    for (var message : request.path("messages")) {
      if (message.path("role").asString("").equals("user")) {
        text = StubTokens.text(message);
      }
    }
    return text;
  }

  /** Returns the function to call: not again once the conversation has its result. */
  private static Optional<JsonNode> tool(JsonNode request, StubBehaviour behaviour) {
    var messages = request.path("messages");
    boolean answered = messages.path(messages.size() - 1).path("role").asString("").equals("tool");
    var choice = request.path("tool_choice");
    boolean wanted =
        behaviour.toolCall()
            || choice.isObject()
            || choice.asString("").equals("required")
            || lastUserText(request).contains(TOOL_WORDS);
    if (answered || !wanted || (choice.isString() && choice.asString().equals("none"))) {
      return Optional.empty();
    }
    var named = choice.path("function").path("name").asString("");
    for (var tool : request.path("tools")) {
      var function = tool.path("function");
      if (function.isObject()
          && (named.isEmpty() || named.equals(function.path("name").asString("")))) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }
}
