package io.sluice.exchange.asked;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Protocol;

/** The form that a request wants its answer in. */
public sealed interface AnswerFormat {

  /** Any text. */
  record Text() implements AnswerFormat {}

  /** A JSON object. */
  record AnyJson() implements AnswerFormat {}

  /**
   * JSON of a schema.
   *
   * @param schema in JSON
   */
  record Schema(String schema) implements AnswerFormat {}

  /** Returns the form that a chat completion asks for. */
  static AnswerFormat of(ChatRequest request) {
    if (request.protocol() != Protocol.OPENAI_CHAT) {
      return new Text();
    }
    return BodyTree.read(request.body())
        .map(tree -> {
          var format = tree.root().path("response_format");
          return switch (format.path("type").asString("")) {
            case "json_object" -> new AnyJson();
            case "json_schema" -> new Schema(format.path("json_schema").path("schema").toString());
            default -> new Text();
          };
        })
        .orElseGet(Text::new);
  }
}
