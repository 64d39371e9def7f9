package io.sluice.tokens;

import io.sluice.tokens.Model.Template;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A prompt of OpenAI's responses.
 *
 * <p>What the provider keeps ({@code previous_response_id}, a conversation, a stored prompt) can't
 * be counted and is left out.
 */
final class ResponsesPrompt extends OpenAiPrompt {

  /** With an empty text as instructions, tools bring instructions of the provider's own. */
  private static final int OWN_INSTRUCTIONS = 216;

  /** Tools that came in the course of a conversation. */
  private static final int ADDED_TOOLS = 98;

  /** Calls that carry the provider's id, which keeps more of them. */
  private static final int KEPT_CALL = 3;

  private static final int KEPT_REASONED_CALL = 14;

  /** Encrypted reasoning: bytes around it, and bytes of a token. */
  private static final int ENCRYPTED_FRAME = 640;

  private static final double ENCRYPTED_TOKEN = 4.2;

  /** Any other item: its frame. */
  private static final int ITEM = 12;

  ResponsesPrompt(JsonNode body, Tally tally) {
    super(body, tally);
  }

  @Override
  void count() {
    reply();
    tools();
    var instructions = body.path("instructions").asString("");
    if (!instructions.isEmpty()) {
      tally.add(MESSAGE);
      tally.text(instructions);
    }
    var input = body.path("input");
    if (input.isString()) {
      tally.add(MESSAGE);
      tally.text(input.asString());
    } else {
      sinceCompaction(input).forEach(this::item);
    }
    if (body.has("previous_response_id") || body.has("conversation") || body.has("prompt")) {
      tally.inexact();
    }
  }

  private void tools() {
    var functions = functions();
    var format = body.path("text").path("format");
    boolean schema = format.path("schema").isObject();
    var sections = new ArrayList<String>();
    if (!functions.isEmpty()) {
      sections.add(TypeScriptTools.render(functions));
      toolRules(functions);
    }
    if (schema) {
      sections.add(Schemas.render(format));
      tally.estimate(functions.isEmpty() ? -2 : 0);
    }
    if (!sections.isEmpty()) {
      tally.add(MESSAGE - 1);
      tally.text(String.join("\n\n", sections));
    }
  }

  private void toolRules(List<JsonNode> functions) {
    tally.inexact();
    if (reasons()) {
      tally.add(5);
    } else if (tally.model().template() == Template.GPT_4O) {
      tally.add(-withParameters(functions));
    }
    if (!reasons()
        && body.path("instructions").isString()
        && body.path("instructions").asString().isEmpty()) {
      tally.add(OWN_INSTRUCTIONS);
    }
  }

  /** What was compacted is not read again. */
  private static List<JsonNode> sinceCompaction(JsonNode input) {
    var items = new ArrayList<JsonNode>();
    for (var item : input.values()) {
      if (item.path("type").asString("").equals("compaction")) {
        items.clear();
      }
      items.add(item);
    }
    return items;
  }

  private void item(JsonNode item) {
    switch (item.path("type").asString("message")) {
      case "message" -> message(item, "");
      case "function_call" -> functionCall(item);
      case "function_call_output" ->
          toolMessage(item.path("call_id").asString(""), item.path("output"));
      case "reasoning", "compaction" -> encrypted(item);
      case "additional_tools", "tool_search_output", "mcp_list_tools" -> added(item);
      case "computer_call_output" -> parts.add(item.path("output"));
      // It names an item that the provider keeps.
      case "item_reference" -> tally.inexact();
      default -> tally.estimate(ITEM + Strings.tokens(item, tally.model()));
    }
  }

  private void functionCall(JsonNode item) {
    boolean kept = !item.path("id").asString("").isEmpty();
    tally.add(2 * MESSAGE - 2);
    call(item.path("call_id").asString(""), item);
    var namespace = item.path("namespace").asString("");
    if (!namespace.isEmpty()) {
      tally.estimate(4);
      tally.text(namespace);
    }
    if (reasons()) {
      tally.estimate(kept ? KEPT_REASONED_CALL : REASONED_CALL);
    } else {
      tally.estimate(kept ? KEPT_CALL : 0);
    }
  }

  private void encrypted(JsonNode item) {
    double bytes = item.path("encrypted_content").asString("").length() * 0.75;
    tally.estimate(Math.max(0, (bytes - ENCRYPTED_FRAME) / ENCRYPTED_TOKEN));
  }

  private void added(JsonNode item) {
    var tools = item.path("tools").valueStream().toList();
    if (!tools.isEmpty()) {
      tally.estimate(ADDED_TOOLS);
      tally.text(TypeScriptTools.render(tools));
    }
  }
}
