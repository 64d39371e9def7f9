package io.sluice.runner.admin;

import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.runner.quota.ActiveBudget;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * Under which a budget is to be changed, as RFC 9110 (13.1) has it.
 *
 * @param ifMatch {@code *}, or entity tags of which the budget must have one
 * @param ifNoneMatch {@code *}, or entity tags of which the budget must have none
 */
record Precondition(Optional<String> ifMatch, Optional<String> ifNoneMatch) {

  private static final OptionalLong ANY = OptionalLong.empty();

  /** A weak one is never the same as any, where a change is at stake. */
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[^\"]*\"");

  /**
   * Checks it.
   *
   * @return the stored version that may be replaced; empty for any
   * @throws RefusedException with a 412
   */
  OptionalLong check(Optional<ActiveBudget> current) {
    var etag = current.map(ActiveBudget::etag);
    boolean matches =
        ifMatch.isEmpty() || etag.filter(tag -> isAmong(tag, ifMatch.get())).isPresent();
    boolean differs =
        ifNoneMatch.isEmpty() || etag.filter(tag -> isAmong(tag, ifNoneMatch.get())).isEmpty();
    if (!matches || !differs) {
      throw failed();
    }
    if (ifMatch.isEmpty() && ifNoneMatch.isEmpty()) {
      return ANY;
    }
    return OptionalLong.of(current.map(ActiveBudget::version).orElse(QuotaStore.ABSENT));
  }

  boolean namesAVersion() {
    return ifMatch.filter(header -> !isAnything(header)).isPresent();
  }

  static RefusedException failed() {
    return new RefusedException(
        HttpStatus.PRECONDITION_FAILED,
        "precondition_failed",
        "the budget is not as If-Match or If-None-Match has it: get it and try again");
  }

  private static boolean isAmong(String etag, String header) {
    return isAnything(header) || tags(header).contains(etag);
  }

  private static boolean isAnything(String header) {
    return header.strip().equals("*");
  }

  private static Set<String> tags(String header) {
    return TAG.matcher(header).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
