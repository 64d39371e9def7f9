package io.sluice.exchange.replay;

import io.sluice.exchange.ChatRequest;
import java.util.HashSet;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A list of embeddings. */
final class EmbeddingsReading implements Reading {

  /** How many texts were asked for; 0 where they were given as tokens. */
  private final int texts;

  private JsonNode data = JsonNodeFactory.instance.missingNode();

  EmbeddingsReading(ChatRequest asked) {
    texts = asked.messages().size();
  }

  @Override
  public void take(ObjectNode document) {
    data = document.path("data");
  }

  @Override
  public boolean isOfProtocol() {
    return data.isArray();
  }

  /** Every text has its embedding, once. */
  @Override
  public boolean isEnded(boolean done) {
    var indexes = new HashSet<Integer>();
    for (var row : data) {
      if (!ChatDocument.says(row.path("embedding")) || !indexes.add(row.path("index").asInt(-1))) {
        return false;
      }
    }
    boolean isRow = indexes.stream().allMatch(index -> index >= 0 && index < data.size());
    return done && isRow && (texts == 0 || texts == data.size());
  }

  @Override
  public Optional<Why> objection() {
    return data.isEmpty() ? Optional.of(Why.EMPTY) : Optional.empty();
  }
}
