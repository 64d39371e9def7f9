package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.Breaker;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A ledger that may be away, and what stands in for it meanwhile.
 *
 * <p>Reserving fails with a {@link DependencyException} while it is away, and the caller decides.
 * Ending never fails: what the ledger could not be told, it is told by {@link #deliver} when it is
 * back. Thread-safe.
 */
public final class SharedLedger {

  private final TokenLedger ledger;
  private final TokenLedger local;
  private final Duration lifetime;
  private final Breaker breaker;
  private final Share share;
  private final Backlog backlog = new Backlog();

  /**
   * @param lifetime of reservations, 1 s to 1 day
   */
  public SharedLedger(TokenLedger ledger, Duration lifetime, InstantSource clock) {
    this.ledger = ledger;
    this.local = new InMemoryTokenLedger(clock);
    this.lifetime = lifetime;
    this.breaker = new Breaker("ledger", clock);
    this.share = new Share(clock);
  }

  /** Returns what reserving would answer now. */
  public Outcome probe(List<Account> accounts, Spend expected) {
    return seen(breaker.call("probe", () -> ledger.probe(accounts, expected)));
  }

  /** Holds a spend in the ledger. */
  public Outcome reserve(Reservation reservation) {
    return seen(breaker.call("reserve", () -> reserveOrTakeBack(reservation)));
  }

  private Outcome reserveOrTakeBack(Reservation reservation) {
    try {
      return ledger.reserve(reservation, lifetime);
    } catch (DependencyException e) {
      // It may be held all the same, now or when a ledger that hangs goes on. Whatever is spent in
      // spite of that is charged.
      backlog.settle(reservation, Spend.NOTHING);
      throw e;
    }
  }

  /**
   * Holds a spend against this runner's share, in memory. Does not block.
   *
   * @param part of each account, in (0, 1]
   */
  public Outcome reserveShare(Reservation reservation, double part) {
    var accounts = reservation.accounts().stream().map(account -> share.of(account, part)).toList();
    return local.reserve(
        new Reservation(reservation.id(), accounts, reservation.expected(), reservation.note()),
        lifetime);
  }

  /**
   * Ends what was reserved in the ledger.
   *
   * @return how its accounts stand; empty when it was ended before or the ledger is away
   */
  public Optional<List<Standing>> settle(Reservation reservation, Spend actual) {
    try {
      var standings = breaker.call("settle", () -> ledger.settle(reservation, actual));
      standings.ifPresent(share::saw);
      return standings;
    } catch (DependencyException e) {
      backlog.settle(reservation, actual);
      return Optional.empty();
    }
  }

  /** Ends what was not reserved in the ledger, but perhaps in this runner's share. */
  public Optional<List<Standing>> charge(Reservation reservation, Spend actual) {
    local.settle(reservation, actual);
    try {
      var standings = breaker.call("charge", () -> ledger.charge(reservation, actual, lifetime));
      standings.ifPresent(share::saw);
      return standings;
    } catch (DependencyException e) {
      backlog.charge(reservation, actual);
      return Optional.empty();
    }
  }

  /** Returns what another process reserved under an id. */
  public Optional<Reservation> held(String id) {
    return breaker.call("look up", () -> ledger.held(id));
  }

  /** Claims what only one runner may do. */
  public boolean claim(String mark, Duration time) {
    return breaker.call("claim", () -> ledger.claim(mark, time));
  }

  /** Tells the ledger what it could not be told; to be called each second or so. */
  public void deliver() {
    if (backlog.size() > 0 || breaker.isOpen()) {
      try {
        // Whether it is back is asked first, and by whoever waits for nothing.
        breaker.call("answer", () -> ledger.keys(1));
        backlog.deliver(ledger, lifetime);
      } catch (DependencyException e) {
        // It is still away: what waits goes on waiting.
      }
    }
  }

  /** Returns how much waits to be told. */
  public int waiting() {
    return backlog.size();
  }

  private Outcome seen(Outcome outcome) {
    switch (outcome) {
      case Outcome.Granted(var standings) -> share.saw(standings);
      case Outcome.Refused(var full, var retryIn) -> share.saw(full);
    }
    return outcome;
  }
}
