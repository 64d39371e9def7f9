package io.sluice.exchange;

/**
 * Counts tokens before a request is sent.
 *
 * <p>Thread-safe, never blocks and never fails: what it does not know it estimates.
 */
public interface TokenCounter {

  /**
   * Counts what a provider will bill for a request's prompt.
   *
   * @param request of any protocol; a body that is not understood is estimated from its bytes
   * @param model as the provider will see it
   */
  PromptCount prompt(ChatRequest request, String model);

  /**
   * Counts the tokens of a text as that model writes or reads it.
   *
   * @param text may be empty
   * @return at least 0
   */
  long text(String text, String model);
}
