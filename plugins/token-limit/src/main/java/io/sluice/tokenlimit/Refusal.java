package io.sluice.tokenlimit;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.OpenAiError;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Unit;
import io.sluice.tokenlimit.quota.Budget;
import io.sluice.tokenlimit.quota.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a client is told whose request is not admitted. */
final class Refusal {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int BAD_REQUEST = 400;

  private Refusal() {}

  /**
   * Returns the answer to a request that a budget has no room for.
   *
   * @param needed of the budget's unit; 0 when nobody counted yet
   */
  static Action.Stop exceeded(Budget budget, Outcome.Refused refused, long needed) {
    long seconds = Math.max(1, roundUp(refused.retryIn()));
    var standing = refused.full();
    boolean hopeless = isHopeless(budget, needed);
    var message =
        "Budget %s has no room: it allows %s in its window and has %s left%s. %s"
            .formatted(
                budget.name(),
                amount(budget.unit(), standing.allowed()),
                amount(budget.unit(), standing.remaining()),
                needed > 0
                    ? ", this request is expected to need " + amount(budget.unit(), needed)
                    : "",
                hopeless
                    ? "It is larger than the whole budget: make it smaller, or lower its"
                        + " max_tokens."
                    : "Try again in " + seconds + " s.");
    var stop =
        new OpenAiError(
                TOO_MANY_REQUESTS,
                budget.unit() == Unit.MICRO_USD ? "budget" : "tokens",
                "rate_limit_exceeded",
                message)
            .toStop();
    var headers = new ArrayList<>(stop.headers().asList());
    headers.add(new Header("Retry-After", Long.toString(seconds)));
    if (hopeless) {
      // OpenAI's clients heed it.
      headers.add(new Header("x-should-retry", "false"));
    }
    headers.addAll(RateLimitHeaders.of(standing));
    var why = Decision.of(TokenLimit.NAME, "exceeded").with("budget", budget.name());
    return new Action.Stop(
        stop.status(), Headers.of(headers), stop.body(), List.of(new Change.Explain(why)));
  }

  /** Returns whether no waiting helps: the request is larger than what the budget ever allows. */
  static boolean isHopeless(Budget budget, long needed) {
    return needed > budget.limit() + budget.burst();
  }

  /** Returns the answer to a request that nobody can account for while the ledger is away. */
  static Action.Stop ledgerAway() {
    return new OpenAiError(
            UNAVAILABLE,
            "server_error",
            "budgets_unavailable",
            "Budgets can't be checked at the moment, and this route lets nothing pass unchecked."
                + " Try again shortly.")
        .toStop();
  }

  /** Returns the answer to a body whose tokens can't be counted. */
  static Action.Stop unreadable() {
    return new OpenAiError(
            BAD_REQUEST,
            "invalid_request_error",
            "unreadable_body",
            "The body must be a well-formed JSON object in UTF-8 without a content encoding: what"
                + " can't be read can't be counted.")
        .toStop();
  }

  /** Returns the answer to a request for a model that a budget in money can't price. */
  static Action.Stop unpriced(Budget budget) {
    return new OpenAiError(
            BAD_REQUEST,
            "invalid_request_error",
            "model_not_priced",
            "Budget %s is kept in US dollars, and this model has no price in the catalog."
                .formatted(budget.name()))
        .toStop();
  }

  static String amount(Unit unit, long amount) {
    return switch (unit) {
      case TOTAL_TOKENS -> String.format(Locale.ROOT, "%,d tokens", amount);
      case PROMPT_TOKENS -> String.format(Locale.ROOT, "%,d prompt tokens", amount);
      case COMPLETION_TOKENS -> String.format(Locale.ROOT, "%,d completion tokens", amount);
      case MICRO_USD -> "$" + Units.written(unit, amount).toPlainString();
    };
  }

  private static long roundUp(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }
}
