package io.sluice.exchange.answer;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The dialects in which providers answer; the first that knows a document reads it. */
final class Shapes {

  /** Reads a document of one API, or an event of its stream, if it is one. */
  private interface Shape {
    boolean read(JsonNode document, Draft draft);
  }

  /** The telltale ones first. */
  private static final List<Shape> ALL =
      List.of(
          OpenAiChat::read,
          OpenAiResponses::read,
          AnthropicMessages::read,
          GoogleContent::read,
          GoogleInteractions::read,
          BedrockConverse::read,
          CohereChat::read,
          Ollama::read,
          Embeddings::read);

  private Shapes() {}

  static void read(JsonNode document, Draft draft) {
    boolean known = false;
    for (var shape : ALL) {
      if (shape.read(document, draft)) {
        draft.recognised = true;
        known = true;
        break;
      }
    }
    Errors.read(document, known, draft);
  }
}
