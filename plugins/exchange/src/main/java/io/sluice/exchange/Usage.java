package io.sluice.exchange;

/**
 * The tokens of an exchange, as the provider bills them.
 *
 * @param prompt all tokens of the prompt, cached ones included
 * @param cached those of the prompt that the provider had cached
 * @param completion tokens of the answer
 */
public record Usage(long prompt, long cached, long completion) {

  public Usage {
    new Problems("usage")
        .require(prompt >= 0, "prompt", "at least 0", prompt)
        .require(cached >= 0 && cached <= prompt, "cached", "in 0 to " + prompt, cached)
        .require(completion >= 0, "completion", "at least 0", completion)
        .throwIfAny();
  }
}
