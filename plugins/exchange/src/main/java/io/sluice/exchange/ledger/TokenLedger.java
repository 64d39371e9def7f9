package io.sluice.exchange.ledger;

import io.sluice.exchange.DependencyException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps count of what is reserved and spent.
 *
 * <p>What is reserved counts from the moment of its reservation. When it is settled for less, the
 * difference is given back to that moment; for more, the difference counts from the settlement.
 * What nobody settles stays counted as it was reserved.
 *
 * <p>Thread-safe. Each method is atomic, across the processes that share the store, and visible to
 * all of them when it returns. The store's clock counts, not the caller's; that alone tells apart
 * windows that begin while a caller's clock is up to a window off.
 *
 * <p>Every method throws {@link DependencyException} if the store does not answer within its
 * deadline; it may then have done what it was asked, or not.
 */
public interface TokenLedger {

  /**
   * Holds an expected spend against all accounts, or against none.
   *
   * <p>An account has room when what counts in it and the amount are together no more than it
   * allows. An amount of 0 always has room. An id that is held already is granted as it is, not
   * held twice. The same key always comes with the same unit and window.
   *
   * @param lifetime after which it can no longer be settled, 1 s to 1 day; standings may count it
   *     as used earlier, by at most a second or a thirty-second of that, whichever is more
   */
  Outcome reserve(Reservation reservation, Duration lifetime);

  /**
   * Returns what {@link #reserve} would answer now, and holds nothing.
   *
   * @param accounts each once, at least one
   */
  Outcome probe(List<Account> accounts, Spend expected);

  /**
   * Replaces what an exchange holds by what it spent, once.
   *
   * @param reservation as it was reserved
   * @return how its accounts stand after it; empty when nothing is held under the id: it was
   *     settled before, its lifetime is over, or it was never reserved
   */
  Optional<List<Standing>> settle(Reservation reservation, Spend actual);

  /**
   * Counts a spend for which nothing need be held, whether there is room or not, once for each
   * reservation's id. What is held under the id is settled.
   *
   * @param remember how long the id is known, 1 s to 1 day
   * @return how its accounts stand after it; empty when the id was charged before
   */
  Optional<List<Standing>> charge(Reservation reservation, Spend actual, Duration remember);

  /** Returns what is held under an id. */
  Optional<Reservation> held(String id);

  /** Returns how accounts stand, in their order. */
  List<Standing> standings(List<Account> accounts);

  /**
   * Returns the keys of accounts in which something counts; some that emptied lately may be among
   * them.
   *
   * @param limit of keys returned, the alphabetically first
   */
  List<String> keys(int limit);

  /**
   * Claims something that only one may do, such as raising an alert.
   *
   * @param mark its name
   * @param lifetime after which it can be claimed again
   * @return whether this caller is the first
   */
  boolean claim(String mark, Duration lifetime);
}
