package io.sluice.tokens;

import io.sluice.tokens.Model.Template;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A prompt of OpenAI's chat completions. */
final class ChatPrompt extends OpenAiPrompt {

  /** What reasoning models are told about calling tools, channels and several calls at once. */
  private static final int REASONED_TOOLS = 82;

  /** Calls made at once are one call of a tool that makes them; per call, and once. */
  private static final int PARALLEL_CALL = 8;

  private static final int PARALLEL = 1;

  ChatPrompt(JsonNode body, Tally tally) {
    super(body, tally);
  }

  @Override
  void count() {
    if (tally.model().template() == Template.SEARCH) {
      body.path("messages").values().forEach(message -> parts.add(message.path("content")));
      return;
    }
    reply();
    var appended = appended();
    boolean open = !appended.isEmpty();
    for (var message : body.path("messages").values()) {
      var role = message.path("role").asString("");
      if (open && (role.equals("system") || role.equals("developer"))) {
        message(message, "\n\n" + appended);
        open = false;
      } else {
        turn(message, role);
      }
    }
    if (open) {
      tally.add(MESSAGE);
      tally.text(appended);
    }
    choice();
  }

  private void turn(JsonNode message, String role) {
    if (role.equals("tool")) {
      toolMessage(message.path("tool_call_id").asString(""), message.path("content"));
      return;
    }
    message(message, "");
    if (role.equals("function")) {
      tally.add(-2);
    }
    var call = message.path("function_call");
    if (call.isObject()) {
      tally.add(3);
      call("", call);
    }
    var calls = message.path("tool_calls");
    for (var each : calls.values()) {
      tally.add(MESSAGE + (reasons() ? REASONED_CALL : 0));
      call(each.path("id").asString(""), each.path("function"));
    }
    if (!calls.isEmpty() && reasons()) {
      // The message is the first call: it has no channel of its own.
      tally.add(-CHANNEL);
    }
    if (calls.size() > 1) {
      tally.estimate(PARALLEL + PARALLEL_CALL * calls.size());
    }
  }

  /** Returns what stands behind the system message: tools, and the form of the answer. */
  private String appended() {
    var sections = new ArrayList<String>();
    var tools = functions();
    var functions = new ArrayList<>(tools);
    body.path("functions").values().forEach(functions::add);
    if (!functions.isEmpty()) {
      sections.add("# Tools\n\n## functions\n\n" + TypeScriptTools.render(functions));
      tally.add(-1);
      tools(tools);
    }
    var format = body.path("response_format").path("json_schema");
    if (format.isObject()) {
      sections.add(Schemas.render(format));
      tally.estimate(functions.isEmpty() ? 4 : 0);
    }
    return String.join("\n\n", sections);
  }

  private void tools(List<JsonNode> tools) {
    if (reasons()) {
      tally.estimate(REASONED_TOOLS);
    } else if (tally.model().template() == Template.GPT_4O) {
      tally.add(-withParameters(tools));
    }
    if (!tools.isEmpty()) {
      tally.inexact();
    }
  }

  private void choice() {
    var choice = body.path("function_call");
    if (choice.isObject()) {
      tally.add(4);
      tally.text(choice.path("name").asString(""));
    } else if (choice.asString("").equals("none")) {
      tally.add(1);
    }
    var forced = body.path("tool_choice").path("function").path("name").asString("");
    if (!forced.isEmpty()) {
      tally.estimate(4);
      tally.text(forced);
    }
  }
}
