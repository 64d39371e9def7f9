package io.sluice.tokenlimit;

import io.sluice.exchange.Header;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** OpenAI's {@code x-ratelimit-*-tokens}: how the tightest of a request's token budgets stands. */
final class RateLimitHeaders {

  private RateLimitHeaders() {}

  static List<Header> ofTightest(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> standing.account().unit() != Unit.MICRO_USD)
        .min(Comparator.comparingLong(Standing::remaining))
        .map(RateLimitHeaders::of)
        .orElse(List.of());
  }

  /** Returns the headers of one account; none for one in money. */
  static List<Header> of(Standing standing) {
    return standing.account().unit() == Unit.MICRO_USD
        ? List.of()
        : List.of(
            new Header("x-ratelimit-limit-tokens", Long.toString(standing.allowed())),
            new Header("x-ratelimit-remaining-tokens", Long.toString(standing.remaining())),
            new Header("x-ratelimit-reset-tokens", written(standing.resetsIn())));
  }

  /** Returns a duration as OpenAI writes it: {@code 250ms}, {@code 7.66s}, {@code 6m0s}. */
  static String written(Duration duration) {
    if (duration.toSeconds() == 0) {
      return duration.toMillis() + "ms";
    }
    var seconds =
        duration.toMillisPart() == 0 || duration.toMinutes() > 0
            ? duration.toSecondsPart() + "s"
            : trimmed(duration.toSecondsPart() * 1000L + duration.toMillisPart()) + "s";
    if (duration.toMinutes() == 0) {
      return seconds;
    }
    var minutes = duration.toMinutesPart() + "m" + seconds;
    return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
  }

  private static String trimmed(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }
}
