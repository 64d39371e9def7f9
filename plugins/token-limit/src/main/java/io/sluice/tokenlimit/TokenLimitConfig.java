package io.sluice.tokenlimit;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A route's {@code ai-token-limit} as written.
 *
 * @param onError what happens while the ledger is away
 * @param localShare of each budget that this runner may spend meanwhile, in (0, 1]
 * @param expectation of completion tokens where the request limits them
 * @param defaultCompletionTokens reserved where the request sets no limit and nothing was learned,
 *     1 to 1,000,000
 * @param streamUsage whether streams are made to end with their usage
 */
record TokenLimitConfig(
    OnError onError,
    double localShare,
    Expectation expectation,
    int defaultCompletionTokens,
    boolean streamUsage) {

  private static final int MOST = 1_000_000;

  private static final Map<String, OnError> ON_ERROR = words(OnError.values());
  private static final Map<String, Expectation> EXPECTATION = words(Expectation.values());

  TokenLimitConfig {
    new Problems(TokenLimit.NAME)
        .require(localShare > 0 && localShare <= 1, "local_share", "in (0, 1]", localShare)
        .require(
            defaultCompletionTokens >= 1 && defaultCompletionTokens <= MOST,
            "default_completion_tokens",
            "in 1 to " + MOST,
            defaultCompletionTokens)
        .throwIfAny();
  }

  static TokenLimitConfig read(Settings settings) {
    return new TokenLimitConfig(
        settings.choice("on_error", ON_ERROR, OnError.LOCAL),
        settings.number("local_share", 0.5),
        settings.choice("reserve", EXPECTATION, Expectation.MAX_TOKENS),
        Math.clamp(settings.whole("default_completion_tokens", 512), 0, MOST + 1),
        settings.flag("stream_usage", true));
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    var words = new TreeMap<String, E>();
    for (var value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return words;
  }
}
