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
 * @param form how the bytes are written, whatever they say
 * @param modelSpans where the body names a model, in order
 * @param insertAt just after the opening brace, where a missing key goes
 * @param maxCompletionTokens the most that the body allows an answer; null when it says nothing
 * @param choices how many answers it asks for
 * @param usageEdits what makes a stream end with its usage; none when it does already
 */
record ChatBody(
    Form form,
    Protocol protocol,
    @Nullable String model,
    boolean stream,
    List<Message> messages,
    List<Span> modelSpans,
    int insertAt,
    @Nullable Long maxCompletionTokens,
    int choices,
    List<Edit> usageEdits) {

  private static final String ASK_FOR_USAGE = "{\"include_usage\":true}";

  /** More answers than any provider gives to one request. */
  private static final int MOST_CHOICES = 1000;

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

  private static ChatBody unknown(Form form) {
    return new ChatBody(
        form, Protocol.UNKNOWN, null, false, List.of(), List.of(), 0, null, 1, List.of());
  }

  /**
   * @param protocol what the path says that it is; null when it says nothing
   */
  static ChatBody read(@Nullable Protocol protocol, byte[] body) {
    var form = Form.of(body);
    if (form != Form.JSON_OBJECT) {
      return unknown(form);
    }
    try (var json = parser(body)) {
      return new Reading(json, protocol).body();
    } catch (JacksonException e) {
      return unknown(Form.UNREADABLE);
    }
  }

  static JsonParser parser(byte[] body) {
    return JSON.createParser(ObjectReadContext.empty(), body);
  }

  /** Returns the same body, naming another model in the given places. */
  ChatBody withModel(String other, List<Span> places) {
    return new ChatBody(
        form,
        protocol,
        other,
        stream,
        messages,
        List.copyOf(places),
        insertAt,
        maxCompletionTokens,
        choices,
        usageEdits);
  }

  /** The pass itself. */
  private static final class Reading {

    private final JsonParser json;
    private final @Nullable Protocol wanted;
    private final List<Span> modelSpans = new ArrayList<>();
    private final List<Edit> usageEdits = new ArrayList<>();
    private boolean hasStreamOptions;
    private @Nullable String model;
    private boolean stream;
    private @Nullable List<Message> messages;
    private List<Message> input = List.of();
    private @Nullable Long maxCompletionTokens;
    private long choices = 1;

    Reading(JsonParser json, @Nullable Protocol wanted) {
      this.json = json;
      this.wanted = wanted;
    }

    ChatBody body() {
      json.nextToken();
      int insertAt = offset();
      for (var key = json.nextName(); key != null; key = json.nextName()) {
        var value = json.nextToken();
        switch (key) {
          case "model" -> model(value);
          case "stream" -> stream = value == JsonToken.VALUE_TRUE;
          case "stream_options" -> streamOptions(value);
          case "messages" -> messages = value == JsonToken.START_ARRAY ? messages(false) : null;
          case "input", "prompt" -> input = input(value);
          case "max_completion_tokens", "max_tokens", "max_output_tokens" -> atMost(value);
          case "n", "best_of" -> choices = Math.max(choices, number(value));
          default -> {}
        }
        json.skipChildren();
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        return unknown(Form.UNREADABLE);
      }
      var protocol = protocol();
      return protocol == Protocol.UNKNOWN
          ? unknown(Form.JSON_OBJECT)
          : new ChatBody(
              Form.JSON_OBJECT,
              protocol,
              model,
              stream,
              messages == null ? input : messages,
              List.copyOf(modelSpans),
              insertAt,
              maxCompletionTokens,
              (int) Math.min(choices, MOST_CHOICES),
              usageEdits(insertAt));
    }

    private Protocol protocol() {
      return switch (wanted) {
        case OPENAI_RESPONSES, OPENAI_EMBEDDINGS, OPENAI_COMPLETIONS, UNKNOWN -> wanted;
        case ANTHROPIC_MESSAGES -> messages == null ? Protocol.UNKNOWN : wanted;
        case OPENAI_CHAT -> messages == null ? Protocol.UNKNOWN : wanted;
        case null -> messages == null ? Protocol.UNKNOWN : Protocol.OPENAI_CHAT;
      };
    }

    /** The largest counts where several are given: which of them a provider heeds is its own. */
    private void atMost(JsonToken value) {
      long most = number(value);
      if (most >= 0) {
        maxCompletionTokens =
            maxCompletionTokens == null ? most : Math.max(maxCompletionTokens, most);
      }
    }

    /** A whole number that fits; -1 for anything else. */
    private long number(JsonToken value) {
      boolean fits = value == JsonToken.VALUE_NUMBER_INT && json.getStringLength() <= 18;
      return fits ? json.getLongValue() : -1;
    }

    private void streamOptions(JsonToken value) {
      hasStreamOptions = true;
      int start = (int) json.currentTokenLocation().getByteOffset();
      if (value != JsonToken.START_OBJECT) {
        json.skipChildren();
        json.finishToken();
        usageEdits.add(new Edit(start, offset(), ASK_FOR_USAGE));
        return;
      }
      boolean empty = true;
      boolean said = false;
      for (var key = json.nextName(); key != null; key = json.nextName()) {
        empty = false;
        var option = json.nextToken();
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        if (key.equals("include_usage")) {
          said = true;
          if (option != JsonToken.VALUE_TRUE) {
            usageEdits.add(new Edit(from, offset(), "true"));
          }
        }
      }
      if (!said) {
        usageEdits.add(
            new Edit(start + 1, start + 1, "\"include_usage\":true" + (empty ? "" : ",")));
      }
    }

    private List<Edit> usageEdits(int insertAt) {
      return hasStreamOptions
          ? List.copyOf(usageEdits)
          : List.of(new Edit(insertAt, insertAt, "\"stream_options\":" + ASK_FOR_USAGE + ","));
    }

    private List<Message> input(JsonToken value) {
      return switch (value) {
        case VALUE_STRING -> List.of(new Message("user", json.getString()));
        case START_ARRAY -> messages(true);
        default -> List.of();
      };
    }

    private void model(JsonToken value) {
      var start = (int) json.currentTokenLocation().getByteOffset();
      model = value == JsonToken.VALUE_STRING ? json.getString() : null;
      json.skipChildren();
      json.finishToken();
      modelSpans.add(new Span(start, offset()));
    }

    /**
     * @param textsToo whether a text in the list is a message of the user
     */
    private List<Message> messages(boolean textsToo) {
      var found = new ArrayList<Message>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          found.add(message());
        } else if (textsToo && json.currentToken() == JsonToken.VALUE_STRING) {
          found.add(new Message("user", json.getString()));
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
