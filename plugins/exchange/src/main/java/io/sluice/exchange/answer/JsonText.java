package io.sluice.exchange.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON made into trees as far as it goes: what follows a cut or a fault is left out, and so is what
 * no answer is read from.
 */
final class JsonText {

  /** Deeper than any provider's answer; what lies below is left out. */
  private static final int DEPTH = 32;

  /** Nesting is skipped without recursion, and the body's size is bounded where it comes in. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(10_000)
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Large, or copies of the request. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "embedding",
          "embeddings",
          "logprobs",
          "logprobsResult",
          "encrypted_content",
          "signature",
          "thoughtSignature",
          "thought_signature",
          "obfuscation",
          "annotations",
          "citations",
          "groundingMetadata",
          "tools",
          "instructions",
          "chat_history",
          "b64_json");

  /** What a model wrote as JSON: kept as it was written. */
  private static final Set<String> VERBATIM =
      Set.of("arguments", "input", "args", "parameters", "action", "operation", "queries");

  /** Strings that mean something when they are cut. */
  private static final Set<String> PROSE =
      Set.of(
          "text",
          "content",
          "response",
          "refusal",
          "reasoning",
          "reasoning_content",
          "thinking",
          "completion",
          "arguments",
          "input");

  /** What a text holds; {@code whole} if nothing of it is cut or faulty. */
  record Documents(List<JsonNode> nodes, boolean whole) {}

  private final String text;

  /** Where the text really ends; what is parsed may have a quote more. */
  private final int end;

  private final JsonParser json;
  private final List<JsonNode> found = new ArrayList<>();

  /** How many of those found were read to their end. */
  private int closed;

  private boolean whole;

  private JsonText(String text, int end, JsonParser json) {
    this.text = text;
    this.end = end;
    this.json = json;
  }

  /**
   * Returns the documents of a text: several where they follow each other, and the elements where
   * they are in an array. A single document that is cut is read as far as it goes; of several, only
   * those that are whole.
   */
  static Documents documents(String text) {
    var body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var reading = parse(body, body.length());
    if (reading.whole) {
      return new Documents(reading.found, true);
    }
    if (reading.found.size() > 1) {
      return new Documents(reading.found.subList(0, reading.closed), false);
    }
    // If the cut is within a string, a quote makes what there is of it readable.
    int kept = body.length() - cutEscape(body);
    return new Documents(parse(body.substring(0, kept) + '"', kept).found, false);
  }

  /** Returns those documents of a text that are whole. */
  static List<JsonNode> wholeDocuments(String text) {
    var reading = parse(text, text.length());
    return reading.found.subList(0, reading.closed);
  }

  /** Returns the length of an escape that the text ends within; 0 if it ends within none. */
  private static int cutEscape(String text) {
    int start = text.lastIndexOf('\\');
    int length = text.length() - start;
    if (start < 0 || length > "u1234".length() || (length > 1 && text.charAt(start + 1) != 'u')) {
      return 0;
    }
    int first = start;
    while (first > 0 && text.charAt(first - 1) == '\\') {
      first--;
    }
    boolean isEscaped = (start - first) % 2 == 1;
    return isEscaped ? 0 : length;
  }

  private static JsonText parse(String text, int end) {
    try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
      var reading = new JsonText(text, end, json);
      reading.readAll();
      return reading;
    }
  }

  private void readAll() {
    try {
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_ARRAY && found.isEmpty()) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            readDocument();
          }
        } else {
          readDocument();
        }
      }
      whole = true;
    } catch (JacksonException e) {
      // What was found until here is what there is.
    }
  }

  private void readDocument() {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      var document = NODES.objectNode();
      found.add(document);
      readObject(document, 1);
      closed = found.size();
    } else {
      json.skipChildren();
    }
  }

  /** Attaches each value before its own values are read: a cut leaves what is there. */
  private void readObject(ObjectNode object, int depth) {
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      if (LEFT_OUT.contains(name) || depth == DEPTH) {
        json.skipChildren();
        object.putNull(name);
      } else if (VERBATIM.contains(name) && json.currentToken().isStructStart()) {
        putSource(object, name);
      } else {
        var value = open(name);
        if (value != null) {
          object.set(name, value);
          fill(value, name, depth);
        }
      }
    }
  }

  private void readArray(ArrayNode array, String name, int depth) {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (depth == DEPTH) {
        json.skipChildren();
        continue;
      }
      var value = open(name);
      if (value == null) {
        continue;
      }
      if (name.equals("parts")) {
        // Whether a part of Google's is a thought may stand behind its text: whole or not at all.
        fill(value, name, depth);
        array.add(value);
      } else {
        array.add(value);
        fill(value, name, depth);
      }
    }
  }

  private void fill(JsonNode value, String name, int depth) {
    if (value instanceof ObjectNode object) {
      readObject(object, depth + 1);
    } else if (value instanceof ArrayNode array) {
      readArray(array, name, depth + 1);
    }
  }

  /** Returns the value that begins here; null if it is cut and means nothing so. */
  private @Nullable JsonNode open(String name) {
    return switch (json.currentToken()) {
      case START_OBJECT -> NODES.objectNode();
      case START_ARRAY -> NODES.arrayNode();
      case VALUE_STRING -> string(name);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private @Nullable JsonNode string(String name) {
    var value = json.getString();
    json.finishToken();
    if (offset() <= end) {
      return NODES.stringNode(value);
    }
    return PROSE.contains(name) ? NODES.stringNode(withoutHalfLetter(value)) : null;
  }

  /** A cut may have left half a surrogate pair, or what a decoder makes of half a letter. */
  private static String withoutHalfLetter(String cut) {
    int length = cut.length();
    while (length > 0
        && (cut.charAt(length - 1) == '\uFFFD'
            || Character.isHighSurrogate(cut.charAt(length - 1)))) {
      length--;
    }
    return cut.substring(0, length);
  }

  /** A double holds every number of tokens exactly, and is never dear to make. */
  private @Nullable JsonNode number() {
    double value = json.getDoubleValue();
    json.finishToken();
    // A number that the text ends with may have had more digits.
    return offset() < end ? NODES.numberNode(value) : null;
  }

  private void putSource(ObjectNode object, String name) {
    int start = (int) json.currentTokenLocation().getCharOffset();
    try {
      json.skipChildren();
      object.put(name, text.substring(start, offset()));
    } catch (JacksonException e) {
      object.put(name, text.substring(start, end));
      throw e;
    }
  }

  private int offset() {
    return (int) json.currentLocation().getCharOffset();
  }
}
