package io.sluice.tokenlimit.ledger;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of one process: for one gateway, and for the time that a shared one is away.
 *
 * <p>One lock for all accounts: an operation takes well under a microsecond, and a reservation
 * against several accounts is all or nothing without an order of locks.
 */
public final class InMemoryTokenLedger implements TokenLedger {

  /** Below this many accounts none is looked for that could be dropped. */
  private static final int FEW = 1024;

  private record Held(Reservation reservation, List<AccountState.Slot> slots) {}

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, AccountState> accounts = new HashMap<>();
  private final Expiring<Held> held = new Expiring<>(this::release);
  private final Expiring<Boolean> charged = new Expiring<>(id -> {});
  private final Expiring<Boolean> claims = new Expiring<>(mark -> {});
  private int sweepAt = FEW;
  private long now;

  public InMemoryTokenLedger(InstantSource clock) {
    this.clock = clock;
    this.now = clock.millis();
  }

  @Override
  public Outcome reserve(Reservation reservation, Duration lifetime) {
    return locked(() -> {
      if (held.get(reservation.id()) != null) {
        return granted(reservation.accounts());
      }
      var refused = refused(reservation.accounts(), reservation.expected());
      if (refused != null) {
        return refused;
      }
      hold(reservation, lifetime);
      return granted(reservation.accounts());
    });
  }

  @Override
  public Outcome probe(List<Account> accounts, Spend expected) {
    return locked(() -> {
      var refused = refused(accounts, expected);
      return refused == null ? granted(accounts) : refused;
    });
  }

  private Outcome granted(List<Account> accounts) {
    return new Outcome.Granted(now(accounts));
  }

  private Outcome.@Nullable Refused refused(List<Account> accounts, Spend expected) {
    for (var account : accounts) {
      var state = state(account);
      long amount = expected.in(account.unit());
      if (!state.hasRoom(account, amount)) {
        return new Outcome.Refused(
            state.standing(account, now), state.retryIn(account, amount, now));
      }
    }
    return null;
  }

  private void hold(Reservation reservation, Duration lifetime) {
    var slots = new ArrayList<AccountState.Slot>(reservation.accounts().size());
    for (var account : reservation.accounts()) {
      slots.add(state(account).hold(reservation.expected().in(account.unit())));
    }
    held.put(reservation.id(), new Held(reservation, slots), lifetime.toMillis(), now);
  }

  @Override
  public Optional<List<Standing>> settle(Reservation reservation, Spend actual) {
    return locked(() -> {
      var ended = held.remove(reservation.id());
      if (ended == null) {
        return Optional.empty();
      }
      settle(ended, actual);
      return Optional.of(now(ended.reservation().accounts()));
    });
  }

  private void settle(Held ended, Spend actual) {
    release(ended);
    var accounts = ended.reservation().accounts();
    for (int i = 0; i < accounts.size(); i++) {
      var account = accounts.get(i);
      var state = state(account);
      long over = actual.in(account.unit()) - ended.reservation().expected().in(account.unit());
      if (over > 0) {
        state.count(over);
      } else {
        state.giveBack(ended.slots().get(i), -over);
      }
    }
  }

  /** Leaves counted what is no longer held. */
  private void release(Held ended) {
    var accounts = ended.reservation().accounts();
    for (int i = 0; i < accounts.size(); i++) {
      var account = accounts.get(i);
      state(account)
          .release(ended.slots().get(i), ended.reservation().expected().in(account.unit()));
    }
  }

  @Override
  public Optional<List<Standing>> charge(Reservation reservation, Spend actual, Duration remember) {
    return locked(() -> {
      var id = reservation.id();
      if (charged.get(id) != null) {
        return Optional.empty();
      }
      charged.put(id, true, remember.toMillis(), now);
      var ended = held.remove(id);
      if (ended != null) {
        settle(ended, actual);
      } else {
        reservation.accounts().forEach(account -> state(account).count(actual.in(account.unit())));
      }
      return Optional.of(now(reservation.accounts()));
    });
  }

  @Override
  public Optional<Reservation> held(String id) {
    return locked(() -> Optional.ofNullable(held.get(id)).map(Held::reservation));
  }

  @Override
  public List<Standing> standings(List<Account> accounts) {
    return locked(() -> accounts.stream().map(this::standing).toList());
  }

  @Override
  public List<String> keys(int limit) {
    return locked(() -> {
      sweep();
      return accounts.keySet().stream().sorted().limit(limit).toList();
    });
  }

  @Override
  public boolean claim(String mark, Duration lifetime) {
    return locked(() -> {
      boolean first = claims.get(mark) == null;
      if (first) {
        claims.put(mark, true, lifetime.toMillis(), now);
      }
      return first;
    });
  }

  private List<Standing> now(List<Account> accounts) {
    var standings = new ArrayList<Standing>(accounts.size());
    for (var account : accounts) {
      standings.add(state(account).standing(account, now));
    }
    return standings;
  }

  private Standing standing(Account account) {
    var state = known(account);
    return state == null
        ? new AccountState(account.window(), now).standing(account, now)
        : state.standing(account, now);
  }

  private @Nullable AccountState known(Account account) {
    var state = accounts.get(account.key());
    if (state != null) {
      state.advance(now);
    }
    return state;
  }

  private AccountState state(Account account) {
    var state = known(account);
    if (state == null) {
      if (accounts.size() >= sweepAt) {
        sweep();
        sweepAt = Math.max(FEW, 2 * accounts.size());
      }
      state = new AccountState(account.window(), now);
      accounts.put(account.key(), state);
    }
    return state;
  }

  private void sweep() {
    accounts
        .values()
        .removeIf(state -> {
          state.advance(now);
          return state.isEmpty();
        });
  }

  private <T> T locked(Supplier<T> operation) {
    lock.lock();
    try {
      // A clock that is set back must not bring back what has expired.
      now = Math.max(now, clock.millis());
      held.expire(now);
      charged.expire(now);
      claims.expire(now);
      return operation.get();
    } finally {
      lock.unlock();
    }
  }
}
