package io.sluice.router.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.exchange.PromptCount;
import io.sluice.exchange.Target;
import io.sluice.exchange.TokenCounter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Three tiers, and cases of which the prompt has 100 tokens. */
final class Golden {

  static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [fast, middle, smart]
          targets:
            - {name: small, tier: fast, model: s, price: {input: 1, output: 2}}
            - {name: medium, tier: middle, model: m, price: {input: 2, output: 4}}
            - {name: large, tier: smart, model: l, price: {input: 10, output: 20}}
            - {name: large-eu, tier: smart, model: l, price: {input: 11, output: 22}}
          """);

  static final TokenCounter HUNDRED =
      new TokenCounter() {
        @Override
        public PromptCount prompt(ChatRequest request, String model) {
          return new PromptCount(100, 0, true);
        }

        @Override
        public long text(String text, String model) {
          return text.length();
        }
      };

  private Golden() {}

  static GoldenCase labelled(String id, String tier) {
    return golden(id, Optional.of(tier), Map.of());
  }

  /** With qualities of small, medium and large. */
  static GoldenCase recorded(String id, double small, double medium, double large) {
    return golden(id, Optional.empty(), Map.of("small", small, "medium", medium, "large", large));
  }

  private static GoldenCase golden(String id, Optional<String> tier, Map<String, Double> quality) {
    var recorded = new HashMap<String, GoldenCase.Recorded>();
    quality.forEach((target, value) ->
        recorded.put(target, new GoldenCase.Recorded(value, OptionalLong.empty())));
    var body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    return new GoldenCase(
        id,
        ChatRequest.of(body.getBytes(UTF_8)),
        Headers.none(),
        "alice",
        "",
        "",
        tier,
        recorded,
        OptionalLong.empty());
  }

  static Decided to(String target) {
    return new Decided(CATALOG.target(target), "test", Map.of(), false);
  }

  static Decided to(String target, double hard) {
    return new Decided(CATALOG.target(target), "test", Map.of("hard", hard), false);
  }

  static Decided refused() {
    return new Decided(Optional.<Target>empty(), "policy", Map.of(), false);
  }
}
