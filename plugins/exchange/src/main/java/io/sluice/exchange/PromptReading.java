package io.sluice.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One pass over a body's bytes that finds the texts of its prompt. */
final class PromptReading {

  /**
   * A text and where it stands.
   *
   * @param place of the JSON string, quotes included
   */
  record Found(PromptText text, Span place) {}

  /** A text whose message is not yet read to its end. */
  private record Piece(PromptText.@Nullable Role role, String text, Span place) {}

  /** What holds a text in one of a message's parts. */
  private static final Set<String> TEXT_PARTS = Set.of("text", "input_text", "output_text");

  private final JsonParser json;
  private final List<Found> found = new ArrayList<>();
  private int messages;

  /** How many of the texts found stand before the last place that the client has cached. */
  private int cached;

  private PromptReading(JsonParser json) {
    this.json = json;
  }

  /** Returns the texts; none if a key that counts is there twice. */
  static List<Found> read(byte[] body) {
    try (var json = ChatBody.parser(body)) {
      var reading = new PromptReading(json);
      json.nextToken();
      reading.root();
      return reading.marked();
    } catch (Ambiguous | JacksonException e) {
      return List.of();
    }
  }

  private List<Found> marked() {
    var all = new ArrayList<Found>();
    for (var one : found) {
      var text = one.text();
      boolean isCached = all.size() < cached;
      all.add(
          isCached
              ? new Found(
                  new PromptText(text.message(), text.role(), text.text(), true), one.place())
              : one);
    }
    return List.copyOf(all);
  }

  private void root() {
    var keys = new HashSet<String>();
    for (var key = json.nextName(); key != null; key = json.nextName()) {
      var value = json.nextToken();
      switch (key) {
        case "messages", "input" -> {
          requireFirst(keys, "messages");
          turns(value);
        }
        case "prompt" -> {
          requireFirst(keys, key);
          turns(value);
        }
        case "system", "instructions" -> {
          requireFirst(keys, key);
          var pieces = new ArrayList<Piece>();
          content(value, pieces);
          add(pieces, -1, PromptText.Role.SYSTEM);
        }
        // The provider caches as much as it can.
        case "cache_control" -> cached = value == JsonToken.VALUE_NULL ? cached : Integer.MAX_VALUE;
        default -> {}
      }
      json.skipChildren();
    }
  }

  private static void requireFirst(Set<String> keys, String key) {
    if (!keys.add(key)) {
      throw new Ambiguous();
    }
  }

  /** A list of messages, or a text that stands for one of the user. */
  private void turns(JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      add(List.of(piece(null)), messages++, PromptText.Role.USER);
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        message();
      } else if (json.currentToken() == JsonToken.VALUE_STRING) {
        add(List.of(piece(null)), messages++, PromptText.Role.USER);
      }
      json.skipChildren();
    }
  }

  private void message() {
    String role = "";
    String type = "";
    boolean mark = false;
    var pieces = new ArrayList<Piece>();
    var keys = new HashSet<String>();
    for (var key = json.nextName(); key != null; key = json.nextName()) {
      requireFirst(keys, key);
      var value = json.nextToken();
      switch (key) {
        case "role" -> role = text(value);
        case "type" -> type = text(value);
        case "content", "output" -> content(value, pieces);
        case "cache_control" -> mark |= value != JsonToken.VALUE_NULL;
        default -> {}
      }
      json.skipChildren();
    }
    if (mark) {
      cachedTo(pieces.size());
    }
    add(
        pieces,
        messages++,
        type.equals("function_call_output") ? PromptText.Role.TOOL : role(role));
  }

  /** Whoever is not known is nobody whose words may be changed. */
  private static PromptText.Role role(String name) {
    return switch (name) {
      case "user" -> PromptText.Role.USER;
      case "assistant" -> PromptText.Role.ASSISTANT;
      case "tool", "function" -> PromptText.Role.TOOL;
      default -> PromptText.Role.SYSTEM;
    };
  }

  private void content(JsonToken value, List<Piece> pieces) {
    if (value == JsonToken.VALUE_STRING) {
      pieces.add(piece(null));
    } else if (value == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          part(pieces);
        }
        json.skipChildren();
      }
    }
  }

  private void part(List<Piece> pieces) {
    String type = "";
    boolean mark = false;
    var inside = new ArrayList<Piece>();
    var given = new ArrayList<Piece>();
    var keys = new HashSet<String>();
    for (var key = json.nextName(); key != null; key = json.nextName()) {
      requireFirst(keys, key);
      var value = json.nextToken();
      switch (key) {
        case "type" -> type = text(value);
        case "text" -> {
          if (value == JsonToken.VALUE_STRING) {
            inside.add(piece(null));
          }
        }
        case "content" -> content(value, given);
        case "cache_control" -> mark = value != JsonToken.VALUE_NULL;
        default -> {}
      }
      json.skipChildren();
    }
    if (TEXT_PARTS.contains(type)) {
      pieces.addAll(inside);
    } else if (type.equals("tool_result")) {
      given.forEach(
          piece -> pieces.add(new Piece(PromptText.Role.TOOL, piece.text(), piece.place())));
    }
    if (mark) {
      cachedTo(pieces.size());
    }
  }

  private void cachedTo(int more) {
    cached = Math.max(cached, found.size() + more);
  }

  private void add(List<Piece> pieces, int message, PromptText.Role role) {
    for (var piece : pieces) {
      var said = piece.role() == null ? role : piece.role();
      found.add(new Found(new PromptText(message, said, piece.text(), false), piece.place()));
    }
  }

  private Piece piece(PromptText.@Nullable Role role) {
    int start = (int) json.currentTokenLocation().getByteOffset();
    var text = json.getString();
    json.finishToken();
    return new Piece(role, text, new Span(start, (int) json.currentLocation().getByteOffset()));
  }

  private String text(JsonToken value) {
    return value == JsonToken.VALUE_STRING ? json.getString() : "";
  }

  /** Ends the reading of a body that can be read in two ways. */
  private static final class Ambiguous extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ambiguous() {
      super(null, null, false, false);
    }
  }
}
