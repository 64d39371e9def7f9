package io.sluice.exchange;

/**
 * Turns text into a vector whose direction is its meaning.
 *
 * <p>Thread-safe. The same text always gives the same embedding, whatever else is embedded at the
 * same time.
 */
public interface EmbeddingModel {

  /**
   * Names model, weights and pre-processing: embeddings of models with different ids never compare.
   */
  String id();

  /** Returns how many numbers an embedding has. */
  int dimensions();

  /**
   * Embeds a text; what is longer than the model reads is cut at its end.
   *
   * <p>Blocks while every core that the model may use is busy, and ends early, with the thread's
   * interrupt flag set, when the thread is interrupted.
   *
   * @param text may be empty
   * @throws DependencyException if the model fails or the wait was interrupted
   */
  Embedding embed(String text);

  /**
   * Returns whether the model reads a text to its end. Of one that it does not, the embedding says
   * nothing about the rest. Cheap.
   */
  default boolean readsWhole(String text) {
    return true;
  }
}
