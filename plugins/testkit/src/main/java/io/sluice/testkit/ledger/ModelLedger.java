package io.sluice.testkit.ledger;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.exchange.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ledger as its port describes it, in the plainest way: every amount ever counted stays in one
 * list, and each question reads all of it. One thread at a time.
 */
final class ModelLedger implements TokenLedger {

  /** An amount, and the moment that it counts from. */
  private static final class Entry {
    private final Account account;
    private final Instant moment;
    private long amount;

    private Entry(Account account, Instant moment, long amount) {
      this.account = account;
      this.moment = moment;
      this.amount = amount;
    }
  }

  private record Held(Reservation reservation, List<Entry> entries, Instant expires) {}

  private final InstantSource clock;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Held> held = new HashMap<>();
  private final Map<String, Instant> charged = new HashMap<>();
  private final Map<String, Instant> claimed = new HashMap<>();

  ModelLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Outcome reserve(Reservation reservation, Duration lifetime) {
    forget();
    if (!held.containsKey(reservation.id())) {
      var answer = probe(reservation.accounts(), reservation.expected());
      if (answer instanceof Outcome.Refused) {
        return answer;
      }
      var counted = count(reservation.accounts(), reservation.expected());
      held.put(reservation.id(), new Held(reservation, counted, clock.instant().plus(lifetime)));
    }
    return new Outcome.Granted(standings(reservation.accounts()));
  }

  @Override
  public Outcome probe(List<Account> accounts, Spend expected) {
    forget();
    for (var account : accounts) {
      long amount = expected.in(account.unit());
      if (amount > 0 && counted(account) + amount > allowed(account)) {
        return new Outcome.Refused(standing(account), retryIn(account, amount));
      }
    }
    return new Outcome.Granted(standings(accounts));
  }

  @Override
  public Optional<List<Standing>> settle(Reservation reservation, Spend actual) {
    forget();
    var ended = held.remove(reservation.id());
    if (ended == null) {
      return Optional.empty();
    }
    for (var entry : ended.entries()) {
      long spent = actual.in(entry.account.unit());
      if (spent > entry.amount) {
        entries.add(new Entry(entry.account, clock.instant(), spent - entry.amount));
      } else {
        entry.amount = spent;
      }
    }
    return Optional.of(standings(reservation.accounts()));
  }

  @Override
  public Optional<List<Standing>> charge(Reservation reservation, Spend actual, Duration remember) {
    forget();
    if (charged.putIfAbsent(reservation.id(), clock.instant().plus(remember)) != null) {
      return Optional.empty();
    }
    if (!held.containsKey(reservation.id())) {
      count(reservation.accounts(), actual);
      return Optional.of(standings(reservation.accounts()));
    }
    return settle(reservation, actual);
  }

  @Override
  public Optional<Reservation> held(String id) {
    forget();
    return Optional.ofNullable(held.get(id)).map(Held::reservation);
  }

  @Override
  public List<Standing> standings(List<Account> accounts) {
    forget();
    return accounts.stream().map(this::standing).toList();
  }

  @Override
  public List<String> keys(int limit) {
    return entries.stream()
        .filter(entry -> entry.amount > 0 && counts(entry))
        .map(entry -> entry.account.key())
        .distinct()
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public boolean claim(String mark, Duration lifetime) {
    forget();
    return claimed.putIfAbsent(mark, clock.instant().plus(lifetime)) == null;
  }

  private void forget() {
    var now = clock.instant();
    held.values().removeIf(reservation -> !now.isBefore(reservation.expires()));
    charged.values().removeIf(expires -> !now.isBefore(expires));
    claimed.values().removeIf(expires -> !now.isBefore(expires));
  }

  private List<Entry> count(List<Account> accounts, Spend spend) {
    var counted =
        accounts.stream()
            .map(account -> new Entry(account, clock.instant(), spend.in(account.unit())))
            .toList();
    entries.addAll(counted);
    return counted;
  }

  private Standing standing(Account account) {
    long reserved =
        held.values().stream()
            .flatMap(reservation -> reservation.entries().stream())
            .filter(entry -> entry.account.equals(account) && counts(entry))
            .mapToLong(entry -> entry.amount)
            .sum();
    return new Standing(
        account, allowed(account), counted(account) - reserved, reserved, resetsIn(account));
  }

  private long counted(Account account) {
    return of(account).filter(this::counts).mapToLong(entry -> entry.amount).sum();
  }

  private long allowed(Account account) {
    long before = of(account).filter(this::countedBefore).mapToLong(entry -> entry.amount).sum();
    return account.limit() + Math.min(account.burst(), Math.max(0, account.limit() - before));
  }

  private Duration resetsIn(Account account) {
    return ends(account).reduce((first, second) -> second).map(this::until).orElse(Duration.ZERO);
  }

  private Duration retryIn(Account account, long amount) {
    return ends(account)
        .filter(end -> countedAt(account, end) + amount <= allowed(account))
        .findFirst()
        .map(this::until)
        .orElse(resetsIn(account));
  }

  /** Returns how much of what counts now still will at a moment. */
  private long countedAt(Account account, Instant moment) {
    return of(account)
        .filter(this::counts)
        .filter(entry -> end(entry).isAfter(moment))
        .mapToLong(entry -> entry.amount)
        .sum();
  }

  /** Returns when amounts that count now will count no more, the next first. */
  private Stream<Instant> ends(Account account) {
    return of(account)
        .filter(entry -> entry.amount > 0 && counts(entry))
        .map(this::end)
        .sorted(Comparator.naturalOrder());
  }

  private Stream<Entry> of(Account account) {
    return entries.stream().filter(entry -> entry.account.equals(account));
  }

  private Duration until(Instant moment) {
    return Duration.between(clock.instant(), moment);
  }

  private boolean counts(Entry entry) {
    return clock.instant().isBefore(end(entry));
  }

  private boolean countedBefore(Entry entry) {
    return switch (entry.account.window()) {
      case Window.Sliding sliding -> {
        long slots = slot(sliding, clock.instant()) - slot(sliding, entry.moment);
        yield slots > Window.Sliding.SLOTS && slots <= 2 * Window.Sliding.SLOTS + 1;
      }
      case Window.Calendar calendar ->
          calendar.end(entry.moment).equals(calendar.start(clock.instant()));
    };
  }

  private Instant end(Entry entry) {
    return switch (entry.account.window()) {
      case Window.Sliding sliding ->
          Instant.ofEpochMilli(
              (slot(sliding, entry.moment) + Window.Sliding.SLOTS + 1) * sliding.slotMillis());
      case Window.Calendar calendar -> calendar.end(entry.moment);
    };
  }

  private static long slot(Window.Sliding sliding, Instant moment) {
    return Math.floorDiv(moment.toEpochMilli(), sliding.slotMillis());
  }
}
