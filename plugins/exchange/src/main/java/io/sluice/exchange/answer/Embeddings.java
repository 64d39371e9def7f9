package io.sluice.exchange.answer;

import tools.jackson.databind.JsonNode;

/** Embeddings, of OpenAI, Cohere and Ollama; the vectors themselves are not read. */
final class Embeddings {

  private Embeddings() {}

  static boolean read(JsonNode document, Draft draft) {
    boolean isList = document.path("data").path(0).has("embedding");
    if (!isList && !document.has("embeddings") && !document.has("embedding")) {
      return false;
    }
    draft.model(document.path("model"));
    draft.usage(document.path("usage"));
    draft.usage(document.path("meta"));
    draft.usage(document);
    return true;
  }
}
