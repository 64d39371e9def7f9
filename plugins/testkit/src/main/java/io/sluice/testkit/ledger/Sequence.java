package io.sluice.testkit.ledger;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import io.sluice.exchange.ledger.Window.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some steps, the accounts that they touch, and the moment of the first.
 *
 * <p>Accounts are few and small, so that they are often full; ids are few, so that they meet again.
 */
record Sequence(Instant start, List<Account> accounts, List<Step> steps) {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<Account> ACCOUNTS =
      List.of(
          account(Unit.TOTAL_TOKENS, 12, 0, sliding(64)),
          account(Unit.PROMPT_TOKENS, 6, 4, sliding(32)),
          account(Unit.MICRO_USD, 30, 20, sliding(640)),
          account(Unit.COMPLETION_TOKENS, 10, 0, sliding(3200)),
          account(Unit.TOTAL_TOKENS, 20, 10, new Window.Calendar(Period.HOUR, BERLIN)),
          account(Unit.TOTAL_TOKENS, 40, 10, new Window.Calendar(Period.DAY, BERLIN)),
          account(Unit.PROMPT_TOKENS, 40, 0, new Window.Calendar(Period.WEEK, BERLIN)),
          account(Unit.MICRO_USD, 60, 30, new Window.Calendar(Period.MONTH, BERLIN)));

  /** Moments in whose next hours much begins anew. */
  private static final List<Instant> STARTS =
      Stream.of(
              "2026-11-20T10:00:00+01:00",
              "2026-03-28T23:30:00+01:00",
              "2026-10-25T01:50:00+02:00",
              "2026-05-31T23:58:00+02:00",
              "2027-02-28T23:59:30+01:00")
          .map(Instant::parse)
          .toList();

  private static Account account(Unit unit, long limit, long burst, Window window) {
    return new Account(unit + " " + limit + " in " + window, unit, limit, burst, window);
  }

  private static Window sliding(int seconds) {
    return new Window.Sliding(Duration.ofSeconds(seconds));
  }

  static Sequence random(long seed) {
    var random = new Random(seed);
    var start = STARTS.get(random.nextInt(STARTS.size())).plusSeconds(random.nextInt(60));
    var accounts = someOf(ACCOUNTS, random, 4);
    var reservations = reservations(accounts, random);
    int length = 5 + random.nextInt(30);
    return new Sequence(
        start, accounts, Stream.generate(() -> step(reservations, random)).limit(length).toList());
  }

  private static List<Reservation> reservations(List<Account> accounts, Random random) {
    return Stream.of("a", "b", "c", "d", "e", "f")
        .map(id -> new Reservation(id, someOf(accounts, random, 3), spend(random), "note"))
        .toList();
  }

  private static Step step(List<Reservation> reservations, Random random) {
    var reservation = reservations.get(random.nextInt(reservations.size()));
    var time = Duration.ofSeconds(List.of(1, 5, 20, 32).get(random.nextInt(4)));
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> new Step.Reserve(reservation, time);
      case 8, 9, 10, 11, 12, 13 -> new Step.Settle(reservation, spend(random));
      case 14, 15 -> new Step.Charge(reservation, spend(random), time);
      case 16 -> new Step.Held(reservation.id());
      case 17 -> new Step.Claim(reservation.id(), time);
      case 18, 19, 20, 21 -> new Step.Pass(Duration.ofSeconds(1 + random.nextInt(15)));
      default -> new Step.Pass(longer(random));
    };
  }

  private static Duration longer(Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> Duration.ofSeconds(15 + random.nextInt(60));
      case 3 -> Duration.ofSeconds(60 + random.nextInt(900));
      case 4 -> Duration.ofSeconds(900 + random.nextInt(7200));
      default -> Duration.ofHours(5 + random.nextInt(40));
    };
  }

  private static Spend spend(Random random) {
    return new Spend(random.nextInt(5), random.nextInt(5), random.nextInt(12));
  }

  private static List<Account> someOf(List<Account> accounts, Random random, int most) {
    var shuffled = new ArrayList<>(accounts);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, 1 + random.nextInt(Math.min(most, shuffled.size())));
  }

  Sequence without(int step) {
    var fewer = new ArrayList<>(steps);
    fewer.remove(step);
    return new Sequence(start, accounts, fewer);
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> "  " + step)
        .collect(Collectors.joining("\n", "  from " + start + "\n", ""));
  }
}
