package io.sluice.exchange.asked;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.function.Function;

/**
 * What a person asks for, without what clients and agents wrap around it, and what it means.
 *
 * @param text empty where nobody asks for anything
 * @param meaning embeds the text; throws {@link DependencyException} if the model fails
 */
public record Ask(String text, Function<EmbeddingModel, Embedding> meaning) {

  /**
   * Returns what the last message that a person wrote asks for. Of a long one, beginning and end
   * are embedded; the text is whole.
   */
  public static Ask of(ChatExchange exchange) {
    var text = HumanWords.of(exchange.request().messages());
    var gist = Gist.of(text);
    return new Ask(text, model -> exchange.embedding(gist, model));
  }

  /** Returns an ask that is embedded each time anew. */
  public static Ask of(String text) {
    var gist = Gist.of(text);
    return new Ask(text, model -> model.embed(gist));
  }

  /**
   * Embeds the text.
   *
   * @throws DependencyException if the model fails
   */
  public Embedding embedding(EmbeddingModel model) {
    return meaning.apply(model);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Ask[%d characters]".formatted(text.length());
  }
}
