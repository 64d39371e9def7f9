package io.sluice.tokenlimit;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.Target;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.Usage;
import java.util.Optional;

/**
 * What a request is expected to use.
 *
 * @param memo of its prompt
 * @param completion tokens of all its answers together
 */
record Forecast(Memo memo, long completion) {

  static Forecast of(
      ChatExchange exchange,
      Optional<Target> target,
      TokenCounter counter,
      Learned learned,
      TokenLimitConfig config) {
    var request = exchange.request();
    var model = request.model().or(() -> target.map(Target::model)).orElse("");
    var count = counter.prompt(request, model);
    double factor = count.exact() ? 1 : learned.promptFactor(model);
    var memo =
        new Memo(
            exchange.subject().consumer(),
            target.map(Target::name).orElse(""),
            model,
            (long) Math.ceil(count.tokens() * factor),
            count.tokens(),
            count.exact(),
            count.images(),
            request.stream());
    return new Forecast(memo, completion(request, memo, learned, config));
  }

  private static long completion(
      ChatRequest request, Memo memo, Learned learned, TokenLimitConfig config) {
    if (request.protocol() == Protocol.OPENAI_EMBEDDINGS) {
      return 0;
    }
    var allowed = request.maxCompletionTokens();
    long each;
    if (allowed.isPresent() && config.expectation() == Expectation.MAX_TOKENS) {
      each = allowed.getAsLong();
    } else {
      long otherwise = allowed.orElse(config.defaultCompletionTokens());
      long usual = learned.usualCompletion(memo.consumer(), memo.model()).orElse(otherwise);
      each = Math.min(usual, allowed.orElse(Long.MAX_VALUE));
    }
    return Math.min(each, Usage.MOST / request.choices()) * request.choices();
  }

  Usage usage() {
    return new Usage(memo.prompt(), 0, completion);
  }
}
