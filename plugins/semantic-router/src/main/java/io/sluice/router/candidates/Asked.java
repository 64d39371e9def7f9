package io.sluice.router.candidates;

import io.sluice.exchange.Ability;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Target;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.Usage;
import io.sluice.exchange.asked.Ask;
import io.sluice.exchange.asked.Needs;
import io.sluice.exchange.routing.LanguageDetector;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as the steps look at it. What is dear to know is worked out when a step first asks. One
 * thread.
 */
public final class Asked {

  private final ChatExchange exchange;
  private final TokenCounter counter;
  private final LanguageDetector languages;
  private final long expectedCompletion;
  private long promptTokens = -1;
  private @Nullable Ask ask;
  private @Nullable Set<Ability> needs;
  private @Nullable String language;

  /**
   * @param expectedCompletion tokens that one answer is expected to have
   */
  public Asked(
      ChatExchange exchange,
      TokenCounter counter,
      LanguageDetector languages,
      long expectedCompletion) {
    this.exchange = exchange;
    this.counter = counter;
    this.languages = languages;
    var request = exchange.request();
    this.expectedCompletion =
        request.choices()
            * Math.min(request.maxCompletionTokens().orElse(Long.MAX_VALUE), expectedCompletion);
  }

  /** Returns the exchange. */
  public ChatExchange exchange() {
    return exchange;
  }

  /** Returns what the person asks for. */
  public Ask ask() {
    var known = ask;
    if (known == null) {
      known = Ask.of(exchange);
      ask = known;
    }
    return known;
  }

  /** Returns what the model must be able to. */
  public Set<Ability> needs() {
    var known = needs;
    if (known == null) {
      known = Needs.of(exchange.request());
      needs = known;
    }
    return known;
  }

  /** Returns the language of what is asked; empty where nobody can tell. */
  public Optional<String> language() {
    var known = language;
    if (known == null) {
      known = languages.language(ask().text()).orElse("");
      language = known;
    }
    return Optional.of(known).filter(told -> !told.isEmpty());
  }

  /**
   * Returns how many tokens the prompt has, counted once, for the target that is asked about first:
   * near enough to compare prices by.
   */
  public long promptTokens(Target target) {
    long known = promptTokens;
    if (known < 0) {
      known = exactPromptTokens(target);
      promptTokens = known;
    }
    return known;
  }

  /** Returns how many tokens the prompt has for a target, counted for it. */
  public long exactPromptTokens(Target target) {
    return counter.prompt(exchange.request(), target.model()).tokens();
  }

  /** Returns how many tokens the answer is expected to have. */
  public long expectedCompletion() {
    return expectedCompletion;
  }

  /** Returns what a target is expected to count. */
  public Usage expectedUsage(Target target) {
    return Usage.reported(promptTokens(target), 0, 0, expectedCompletion, 0, 0);
  }
}
