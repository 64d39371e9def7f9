package io.sluice.tokens;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.PromptCount;
import java.nio.charset.StandardCharsets;

/** Counting as the tests write it: JSON with single quotes. */
final class Counting {

  private static final ModelTokenCounter COUNTER = new ModelTokenCounter();

  private Counting() {}

  static PromptCount count(String model, String body) {
    return raw(model, body.replace('\'', '"'));
  }

  static PromptCount raw(String model, String body) {
    return COUNTER.prompt(ChatRequest.of(body.getBytes(StandardCharsets.UTF_8)), model);
  }

  static long tokens(String model, String body) {
    return count(model, body).tokens();
  }

  static long text(String text) {
    return BytePairEncoding.o200k().count(text);
  }
}
