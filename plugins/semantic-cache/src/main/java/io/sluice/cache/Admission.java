package io.sluice.cache;

import io.sluice.exchange.asked.RequestParts;
import io.sluice.exchange.asked.Trait;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which requests a route caches at all, whoever asks. */
final class Admission {

  /** OpenAI's, where a request leaves it open. */
  private static final double DEFAULT_TEMPERATURE = 1;

  private static final Map<Trait, Bypass> NEVER = never();

  private final SemanticCacheConfig config;

  Admission(SemanticCacheConfig config) {
    this.config = config;
  }

  /** In the order in which the reasons are told. */
  private static Map<Trait, Bypass> never() {
    var never = new LinkedHashMap<Trait, Bypass>();
    never.put(Trait.CHOICES, Bypass.CHOICES);
    never.put(Trait.HOSTED_TOOLS, Bypass.LIVE);
    never.put(Trait.REMOTE_CONTENT, Bypass.LIVE);
    never.put(Trait.PROVIDER_STATE, Bypass.PROVIDER_STATE);
    never.put(Trait.LOGPROBS, Bypass.FORM);
    never.put(Trait.AUDIO, Bypass.FORM);
    return never;
  }

  /** Returns why a request is not cached; empty if it is. */
  Optional<Bypass> refuse(RequestParts parts) {
    for (var rule : NEVER.entrySet()) {
      if (parts.traits().contains(rule.getKey())) {
        return Optional.of(rule.getValue());
      }
    }
    if (parts.traits().contains(Trait.FUNCTIONS) && !config.tools()) {
      return Optional.of(Bypass.TOOLS);
    }
    return parts.temperature().orElse(DEFAULT_TEMPERATURE) > config.maxTemperature()
        ? Optional.of(Bypass.TEMPERATURE)
        : Optional.empty();
  }
}
