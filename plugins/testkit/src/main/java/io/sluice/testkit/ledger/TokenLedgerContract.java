package io.sluice.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every token ledger has to do with reservations. */
public abstract class TokenLedgerContract extends LedgerFixture {

  private static final Duration DAYS = Duration.ofDays(3);

  private final Account team = account("team", 10);
  private final Account user = account("user", 20);

  @Test
  void holdsAReservationAgainstEachOfItsAccounts() {
    var outcome = reserve("a", 7, team, user);

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Granted(
                List.of(
                    new Standing(team, 10, 0, 7, COUNTED), new Standing(user, 20, 0, 7, COUNTED))));
    assertThat(ledger.standings(List.of(user, team)))
        .containsExactly(
            new Standing(user, 20, 0, 7, COUNTED), new Standing(team, 10, 0, 7, COUNTED));
  }

  @Test
  void holdsNothingWhenOneOfTheAccountsIsFull() {
    reserve("a", 8, team);

    var refused = refused("b", 3, user, team);

    assertThat(refused.full()).isEqualTo(new Standing(team, 10, 0, 8, COUNTED));
    assertThat(counted(user)).isZero();
    assertThat(counted(team)).isEqualTo(8);
    assertThat(ledger.held("b")).isEmpty();
  }

  @Test
  void namesTheFirstOfSeveralFullAccounts() {
    var other = account("other", 2);

    assertThat(refused("a", 11, user, team, other).full().account()).isEqualTo(team);
    assertThat(refused("a", 11, user, other, team).full().account()).isEqualTo(other);
  }

  @Test
  void grantsWhatReachesTheLimitExactlyAndNothingBeyond() {
    assertThat(isGranted("a", 11, team)).isFalse();
    assertThat(isGranted("b", 9, team)).isTrue();
    assertThat(isGranted("c", 2, team)).isFalse();
    assertThat(isGranted("d", 1, team)).isTrue();
    assertThat(isGranted("e", 1, team)).isFalse();
    assertThat(standing(team).remaining()).isZero();
  }

  @Test
  void answersAProbeAsAReservationAndHoldsNothing() {
    reserve("a", 8, team);

    var granted = ledger.probe(List.of(user, team), tokens(2));
    var refused = ledger.probe(List.of(user, team), tokens(3));

    assertThat(granted)
        .isEqualTo(
            new Outcome.Granted(
                List.of(
                    new Standing(user, 20, 0, 0, Duration.ZERO),
                    new Standing(team, 10, 0, 8, COUNTED))));
    assertThat(refused).isEqualTo(refused("b", 3, user, team));
    assertThat(counted(team)).isEqualTo(8);
  }

  @Test
  void alwaysHasRoomForNothing() {
    ledger.charge(reservation("a", 0, team), tokens(50), LIFETIME);

    assertThat(isGranted("b", 0, team)).isTrue();
    assertThat(isGranted("c", 0, account("nothing allowed", 0))).isTrue();
    assertThat(isGranted("d", 1, account("nothing allowed", 0))).isFalse();
  }

  @Test
  void countsInEachAccountsUnit() {
    var spend = new Spend(3, 4, 900);
    var accounts = Stream.of(Unit.values()).map(unit -> of(unit, 1000)).toList();

    ledger.reserve(new Reservation("a", accounts, spend, ""), LIFETIME);

    assertThat(ledger.standings(accounts))
        .extracting(Standing::reserved)
        .containsExactlyElementsOf(accounts.stream().map(a -> spend.in(a.unit())).toList());
  }

  @Test
  void hasRoomInOneUnitAndNotInAnother() {
    var spend = new Spend(3, 4, 900);
    var dollars = of(Unit.MICRO_USD, 899);
    var prompt = of(Unit.PROMPT_TOKENS, 3);

    var outcome =
        ledger.reserve(new Reservation("a", List.of(prompt, dollars), spend, ""), LIFETIME);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.full().account()).isEqualTo(dollars));
  }

  @Test
  void doesNotHoldTheSameIdTwice() {
    reserve("a", 6, team);

    var again = reserve("a", 6, team);

    assertThat(again)
        .isEqualTo(new Outcome.Granted(List.of(new Standing(team, 10, 0, 6, COUNTED))));
    assertThat(counted(team)).isEqualTo(6);
  }

  @Test
  void givesBackWhatWasNotSpent() {
    var reservation = reservation("a", 9, team, user);
    ledger.reserve(reservation, LIFETIME);

    var standings = ledger.settle(reservation, tokens(4));

    assertThat(standings)
        .contains(
            List.of(new Standing(team, 10, 4, 0, COUNTED), new Standing(user, 20, 4, 0, COUNTED)));
    assertThat(isGranted("b", 6, team)).isTrue();
  }

  @Test
  void countsNothingThatWasSettledForNothing() {
    var reservation = reservation("a", 9, team);
    ledger.reserve(reservation, LIFETIME);

    var standings = ledger.settle(reservation, Spend.NOTHING);

    assertThat(standings).contains(List.of(new Standing(team, 10, 0, 0, Duration.ZERO)));
  }

  @Test
  void countsWhatWasSpentBeyondTheReservationAndTheLimit() {
    var reservation = reservation("a", 9, team);
    ledger.reserve(reservation, LIFETIME);

    var standings = ledger.settle(reservation, tokens(14));

    assertThat(standings).contains(List.of(new Standing(team, 10, 14, 0, COUNTED)));
    assertThat(standing(team).remaining()).isZero();
  }

  @Test
  void settlesOnce() {
    var reservation = reservation("a", 9, team);
    ledger.reserve(reservation, LIFETIME);
    ledger.settle(reservation, tokens(4));

    assertThat(ledger.settle(reservation, tokens(2))).isEmpty();
    assertThat(ledger.settle(reservation, tokens(20))).isEmpty();
    assertThat(standing(team)).isEqualTo(new Standing(team, 10, 4, 0, COUNTED));
  }

  @Test
  void settlesNothingThatWasNeverReserved() {
    reserve("a", 9, team);

    assertThat(ledger.settle(reservation("b", 9, team), tokens(4))).isEmpty();
    assertThat(standing(team)).isEqualTo(new Standing(team, 10, 0, 9, COUNTED));
  }

  @Test
  void settlesUntilTheLifetimeIsOver() {
    var reservation = reservation("a", 9, team);
    ledger.reserve(reservation, LIFETIME);

    clock.advance(LIFETIME.minusSeconds(1));

    assertThat(ledger.settle(reservation, tokens(4))).isPresent();
    assertThat(counted(team)).isEqualTo(4);
  }

  @Test
  void keepsCountedWhatNobodySettled() {
    var reservation = reservation("a", 9, team);
    ledger.reserve(reservation, LIFETIME);

    clock.advance(LIFETIME);

    assertThat(ledger.settle(reservation, tokens(4))).isEmpty();
    assertThat(ledger.held("a")).isEmpty();
    assertThat(standing(team)).isEqualTo(new Standing(team, 10, 9, 0, COUNTED.minus(LIFETIME)));
  }

  @Test
  void holdsAnIdAgainThatWasSettled() {
    var reservation = reservation("a", 3, team);
    ledger.reserve(reservation, LIFETIME);
    ledger.settle(reservation, tokens(3));

    ledger.reserve(reservation, LIFETIME);

    assertThat(standing(team)).isEqualTo(new Standing(team, 10, 3, 3, COUNTED));
  }

  @Test
  void returnsWhatIsHeldAsItWasReserved() {
    var reservation =
        new Reservation(
            "an id: {1} \"2\" '3' \\ ü 😀",
            List.of(
                team,
                new Account(
                    "user 😀",
                    Unit.MICRO_USD,
                    Account.MOST,
                    5,
                    new Window.Calendar(Window.Period.MONTH, ZoneId.of("Asia/Kolkata")))),
            new Spend(1, 2, 3_000_000),
            "{\"model\":\"gpt\"}\n\t\0\u0001\u007f\u2028\ufeff\uffff ü 退款 😀👩‍👩‍👧 \\ ' %s ${x}");

    ledger.reserve(reservation, LIFETIME);

    assertThat(ledger.held(reservation.id())).contains(reservation);
    assertThat(ledger.held("another")).isEmpty();
  }

  @Test
  void keepsANoteOfAKilobyte() {
    var reservation = new Reservation("a", List.of(team), tokens(1), "ü".repeat(512));

    ledger.reserve(reservation, LIFETIME);

    assertThat(ledger.held("a")).contains(reservation);
  }

  @Test
  void holdsNothingThatWasSettled() {
    var reservation = reservation("a", 9, team);
    ledger.reserve(reservation, LIFETIME);
    ledger.settle(reservation, tokens(9));

    assertThat(ledger.held("a")).isEmpty();
  }

  @Test
  void chargesWhetherThereIsRoomOrNot() {
    reserve("a", 9, team);

    var standings = ledger.charge(reservation("b", 0, user, team), tokens(5), LIFETIME);

    assertThat(standings)
        .contains(
            List.of(new Standing(user, 20, 5, 0, COUNTED), new Standing(team, 10, 5, 9, COUNTED)));
  }

  @Test
  void chargesAnIdOnce() {
    var reservation = reservation("a", 0, team);
    ledger.charge(reservation, tokens(3), LIFETIME);

    clock.advance(LIFETIME.minusSeconds(1));
    assertThat(ledger.charge(reservation, tokens(3), LIFETIME)).isEmpty();
    assertThat(counted(team)).isEqualTo(3);

    clock.advance(Duration.ofSeconds(1));
    assertThat(ledger.charge(reservation, tokens(3), LIFETIME)).isPresent();
    assertThat(counted(team)).isEqualTo(6);
  }

  @Test
  void settlesWhatIsHeldUnderAChargedId() {
    var reservation = reservation("a", 9, team);
    ledger.reserve(reservation, LIFETIME);

    var standings = ledger.charge(reservation, tokens(4), LIFETIME);

    assertThat(standings).contains(List.of(new Standing(team, 10, 4, 0, COUNTED)));
    assertThat(ledger.settle(reservation, tokens(4))).isEmpty();
    assertThat(ledger.held("a")).isEmpty();
    assertThat(counted(team)).isEqualTo(4);
  }

  @Test
  void claimsOncePerLifetime() {
    assertThat(ledger.claim("mark", LIFETIME)).isTrue();
    assertThat(ledger.claim("mark", LIFETIME)).isFalse();
    assertThat(ledger.claim("another mark", LIFETIME)).isTrue();

    clock.advance(LIFETIME.minusSeconds(1));
    assertThat(ledger.claim("mark", LIFETIME)).isFalse();

    clock.advance(Duration.ofSeconds(1));
    assertThat(ledger.claim("mark", LIFETIME)).isTrue();
    assertThat(ledger.claim("mark", LIFETIME)).isFalse();
  }

  @Test
  void tellsClaimsHeldIdsAndChargedIdsApart() {
    reserve("same", 3, account("same", 10));

    assertThat(ledger.claim("same", LIFETIME)).isTrue();
    assertThat(ledger.charge(reservation("same", 3, account("same", 10)), tokens(3), LIFETIME))
        .isPresent();
  }

  @Test
  void standsAtNothingBeforeAnythingCounts() {
    var burst = account("burst", 10, 5, new Window.Sliding(LENGTH));

    assertThat(ledger.standings(List.of(team, burst)))
        .containsExactly(
            new Standing(team, 10, 0, 0, Duration.ZERO),
            new Standing(burst, 15, 0, 0, Duration.ZERO));
    assertThat(ledger.keys(10)).isEmpty();
  }

  @Test
  void listsTheKeysOfAccountsInWhichSomethingCounts() {
    for (var key : List.of("d", "b", "a", "e", "c")) {
      reserve(key, 1, account(key, 10));
    }

    assertThat(ledger.keys(10)).containsExactly("a", "b", "c", "d", "e");
    assertThat(ledger.keys(3)).containsExactly("a", "b", "c");
  }

  @Test
  void forgetsAccountsInWhichNothingCounts() {
    reserve("a", 1, team);
    ledger.charge(reservation("b", 0, user), tokens(1), LIFETIME);

    clock.advance(DAYS);

    assertThat(ledger.keys(10)).isEmpty();
    assertThat(standing(team)).isEqualTo(new Standing(team, 10, 0, 0, Duration.ZERO));
  }

  private static Account of(Unit unit, long limit) {
    return new Account("in " + unit, unit, limit, 0, new Window.Sliding(LENGTH));
  }
}
