package io.sluice.exchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What one pass over a body's bytes found.
 *
 * @param modelSpans where the body names a model, in order
 * @param insertAt just after the opening brace, where a missing model goes
 */
record ChatBody(
    Protocol protocol,
    @Nullable String model,
    boolean stream,
    List<Message> messages,
    List<Span> modelSpans,
    int insertAt) {

  /**
   * Wider than any provider's limits: a body that a provider reads and the gateway does not would
   * pass the plugins. The body's size is bounded where it comes in. Numbers are never computed, and
   * nesting costs one small object a level.
   */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(10_000)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();

  static final ChatBody UNKNOWN =
      new ChatBody(Protocol.UNKNOWN, null, false, List.of(), List.of(), 0);

  static ChatBody read(byte[] body) {
    if (!isUtf8Json(body)) {
      return UNKNOWN;
    }
    try (var json = JSON.createParser(ObjectReadContext.empty(), body)) {
      return new Reading(json).body();
    } catch (JacksonException e) {
      return UNKNOWN;
    }
  }

  /**
   * Whether the first bytes are those of a JSON object in UTF-8: the parser also guesses UTF-16 and
   * UTF-32, where byte offsets would mean something else.
   */
  private static boolean isUtf8Json(byte[] body) {
    for (int i = startsWithByteOrderMark(body) ? 3 : 0; i < body.length; i++) {
      switch (body[i]) {
        case ' ', '\t', '\r', '\n' -> {}
        case '{' -> {
          return i + 1 < body.length && body[i + 1] != 0;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  /** Python's and other providers' readers skip the mark, and so does the parser. */
  private static boolean startsWithByteOrderMark(byte[] body) {
    return body.length > 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }

  /** Returns the same body, naming another model in the given places. */
  ChatBody withModel(String other, List<Span> places) {
    return new ChatBody(protocol, other, stream, messages, List.copyOf(places), insertAt);
  }

  /** The pass itself. */
  private static final class Reading {

    private final JsonParser json;
    private final List<Span> modelSpans = new ArrayList<>();
    private @Nullable String model;
    private boolean stream;
    private @Nullable List<Message> messages;

    Reading(JsonParser json) {
      this.json = json;
    }

    ChatBody body() {
      json.nextToken();
      int insertAt = offset();
      for (var key = json.nextName(); key != null; key = json.nextName()) {
        var value = json.nextToken();
        switch (key) {
          case "model" -> model(value);
          case "stream" -> stream = value == JsonToken.VALUE_TRUE;
          case "messages" -> messages = value == JsonToken.START_ARRAY ? messages() : null;
          default -> {}
        }
        json.skipChildren();
      }
      boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
      return whole && messages != null
          ? new ChatBody(
              Protocol.OPENAI_CHAT, model, stream, messages, List.copyOf(modelSpans), insertAt)
          : UNKNOWN;
    }

    private void model(JsonToken value) {
      var start = (int) json.currentTokenLocation().getByteOffset();
      model = value == JsonToken.VALUE_STRING ? json.getString() : null;
      json.skipChildren();
      json.finishToken();
      modelSpans.add(new Span(start, offset()));
    }

    private List<Message> messages() {
      var found = new ArrayList<Message>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          found.add(message());
        } else {
          json.skipChildren();
        }
      }
      return List.copyOf(found);
    }

    private Message message() {
      String role = "";
      String text = "";
      for (var key = json.nextName(); key != null; key = json.nextName()) {
        var value = json.nextToken();
        switch (key) {
          case "role" -> role = value == JsonToken.VALUE_STRING ? json.getString() : "";
          case "content" -> text = content(value);
          default -> {}
        }
        json.skipChildren();
      }
      return new Message(role, text);
    }

    private String content(JsonToken value) {
      if (value == JsonToken.VALUE_STRING) {
        return json.getString();
      }
      if (value != JsonToken.START_ARRAY) {
        return "";
      }
      var texts = new ArrayList<String>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          var text = part();
          if (text != null) {
            texts.add(text);
          }
        } else {
          json.skipChildren();
        }
      }
      return String.join("\n", texts);
    }

    private @Nullable String part() {
      String text = null;
      for (var key = json.nextName(); key != null; key = json.nextName()) {
        var value = json.nextToken();
        if (key.equals("text")) {
          text = value == JsonToken.VALUE_STRING ? json.getString() : null;
        }
        json.skipChildren();
      }
      return text;
    }

    private int offset() {
      return (int) json.currentLocation().getByteOffset();
    }
  }
}
