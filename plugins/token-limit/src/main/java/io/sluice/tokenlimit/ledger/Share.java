package io.sluice.tokenlimit.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Standing;
import java.time.InstantSource;
import java.util.List;

/**
 * This runner's share of each account while the ledger is away: of what the limit leaves over what
 * was last known to count.
 */
final class Share {

  private static final int MOST = 50_000;

  /**
   * @param counted in the account when it was last seen
   * @param until when that counts, in milliseconds since 1970
   */
  private record Known(long counted, long until) {}

  private final Cache<String, Known> known = Caffeine.newBuilder().maximumSize(MOST).build();
  private final InstantSource clock;

  Share(InstantSource clock) {
    this.clock = clock;
  }

  void saw(List<Standing> standings) {
    standings.forEach(this::saw);
  }

  void saw(Standing standing) {
    known.put(
        standing.account().key(),
        new Known(
            standing.used() + standing.reserved(),
            clock.millis() + standing.resetsIn().toMillis()));
  }

  /**
   * @param share in (0, 1]
   */
  Account of(Account account, double share) {
    var last = known.getIfPresent(account.key());
    long counted = last == null || clock.millis() >= last.until() ? 0 : last.counted();
    return new Account(
        account.key(),
        account.unit(),
        (long) (share * Math.max(0, account.limit() - counted)),
        (long) (share * account.burst()),
        account.window());
  }
}
