package io.sluice.exchange;

/**
 * The size of a prompt, known before it is sent.
 *
 * @param tokens at least 0
 * @param images in the prompt, at least 0; their tokens are among {@code tokens}
 * @param exact whether the model's own vocabulary and rules are known; otherwise a documented
 *     estimate
 */
public record PromptCount(long tokens, int images, boolean exact) {

  public PromptCount {
    new Problems("prompt count")
        .require(tokens >= 0, "tokens", "at least 0", tokens)
        .require(images >= 0, "images", "at least 0", images)
        .throwIfAny();
  }
}
