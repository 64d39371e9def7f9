package io.sluice.exchange;

/**
 * One rule that a configuration breaks.
 *
 * @param key where, as a path: {@code intents[0].similarity_threshold}; empty for the whole
 * @param rule what must hold, to follow "must be"
 * @param value what was there instead
 */
public record Problem(String key, String rule, String value) {

  /** Returns the same problem seen from the section around it. */
  Problem under(String parent) {
    return new Problem(key.isEmpty() ? parent : parent + "." + key, rule, value);
  }

  @Override
  public String toString() {
    return "%s must be %s, but was %s".formatted(key.isEmpty() ? "it" : key, rule, value);
  }
}
