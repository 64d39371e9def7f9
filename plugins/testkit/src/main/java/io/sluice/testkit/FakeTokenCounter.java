package io.sluice.testkit;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Message;
import io.sluice.exchange.PromptCount;
import io.sluice.exchange.TokenCounter;
import java.util.regex.Pattern;

/**
 * Counts words: a text has one token for each, a prompt those of its messages.
 *
 * <p>It says that it knows every model but those whose name begins with {@code estimated}.
 */
public final class FakeTokenCounter implements TokenCounter {

  private static final Pattern WORD = Pattern.compile("\\S+");

  @Override
  public PromptCount prompt(ChatRequest request, String model) {
    long tokens =
        request.messages().stream().map(Message::text).mapToLong(FakeTokenCounter::words).sum();
    return new PromptCount(tokens, 0, !model.startsWith("estimated"));
  }

  @Override
  public long text(String text, String model) {
    return words(text);
  }

  private static long words(String text) {
    return WORD.matcher(text).results().count();
  }
}
