package io.sluice.testkit.ledger;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A ledger that goes away and comes back when a test says so. Thread-safe. */
public final class SwitchableLedger implements TokenLedger {

  private enum State {
    THERE,
    AWAY,
    MUTE
  }

  private final TokenLedger ledger;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile State state = State.THERE;
  private volatile int last = Integer.MAX_VALUE;

  public SwitchableLedger(TokenLedger ledger) {
    this.ledger = ledger;
  }

  /** From now on every call fails, and does nothing. */
  public void leave() {
    state = State.AWAY;
  }

  /** After so many calls that succeed, every call fails, and does nothing. */
  public void leaveAfter(int more) {
    last = calls.get() + more;
  }

  /** From now on every call does what it is asked, and fails: its answer is lost. */
  public void mute() {
    state = State.MUTE;
  }

  /** From now on calls are answered again. */
  public void comeBack() {
    state = State.THERE;
    last = Integer.MAX_VALUE;
  }

  /** Returns how often it was called. */
  public int calls() {
    return calls.get();
  }

  private <T> T call(Supplier<T> operation) {
    var now = calls.incrementAndGet() > last ? State.AWAY : state;
    if (now == State.AWAY) {
      throw new DependencyException("ledger", "answer", new IllegalStateException("away"));
    }
    T result = operation.get();
    if (now == State.MUTE) {
      throw new DependencyException("ledger", "answer", new IllegalStateException("answer lost"));
    }
    return result;
  }

  @Override
  public Outcome reserve(Reservation reservation, Duration lifetime) {
    return call(() -> ledger.reserve(reservation, lifetime));
  }

  @Override
  public Outcome probe(List<Account> accounts, Spend expected) {
    return call(() -> ledger.probe(accounts, expected));
  }

  @Override
  public Optional<List<Standing>> settle(Reservation reservation, Spend actual) {
    return call(() -> ledger.settle(reservation, actual));
  }

  @Override
  public Optional<List<Standing>> charge(Reservation reservation, Spend actual, Duration remember) {
    return call(() -> ledger.charge(reservation, actual, remember));
  }

  @Override
  public Optional<Reservation> held(String id) {
    return call(() -> ledger.held(id));
  }

  @Override
  public List<Standing> standings(List<Account> accounts) {
    return call(() -> ledger.standings(accounts));
  }

  @Override
  public List<String> keys(int limit) {
    return call(() -> ledger.keys(limit));
  }

  @Override
  public boolean claim(String mark, Duration lifetime) {
    return call(() -> ledger.claim(mark, lifetime));
  }
}
