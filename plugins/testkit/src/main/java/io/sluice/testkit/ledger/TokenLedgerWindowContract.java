package io.sluice.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Window;
import io.sluice.exchange.ledger.Window.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every token ledger has to do as time passes. */
public abstract class TokenLedgerWindowContract extends LedgerFixture {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Account sliding = account("sliding", 10);

  @Test
  void countsForTheLengthOfASlidingWindow() {
    charge("a", 7, sliding);

    clock.advance(LENGTH.minus(SECOND));
    assertThat(standing(sliding)).isEqualTo(new Standing(sliding, 10, 7, 0, SECOND.plus(SECOND)));

    clock.advance(SECOND.plus(SECOND));
    assertThat(standing(sliding)).isEqualTo(new Standing(sliding, 10, 0, 0, Duration.ZERO));
  }

  @Test
  void slidesOnAmountByAmount() {
    charge("a", 1, sliding);
    clock.advance(Duration.ofSeconds(20));
    charge("b", 2, sliding);
    clock.advance(Duration.ofSeconds(20));
    charge("c", 4, sliding);

    assertThat(standing(sliding)).isEqualTo(new Standing(sliding, 10, 7, 0, COUNTED));
    clock.set(START.plus(COUNTED));
    assertThat(counted(sliding)).isEqualTo(6);
    clock.advance(Duration.ofSeconds(20));
    assertThat(counted(sliding)).isEqualTo(4);
    clock.advance(Duration.ofSeconds(20));
    assertThat(counted(sliding)).isZero();
  }

  @Test
  void countsForNoMoreThanASixtyFourthLonger() {
    var month = account("month", 10, 0, new Window.Sliding(Duration.ofDays(31)));
    charge("a", 1, month);

    clock.set(START.plus(Duration.ofDays(31)).minus(SECOND));
    assertThat(counted(month)).isEqualTo(1);
    clock.set(START.plus(Duration.ofDays(31)).plus(Duration.ofDays(31).dividedBy(64)).plus(SECOND));
    assertThat(counted(month)).isZero();
  }

  @Test
  void givesBackToTheMomentOfTheReservation() {
    var reservation = reservation("a", 6, sliding);
    ledger.reserve(reservation, LIFETIME);
    clock.advance(Duration.ofSeconds(30));
    charge("b", 3, sliding);

    ledger.settle(reservation, tokens(2));

    assertThat(counted(sliding)).isEqualTo(5);
    clock.set(START.plus(COUNTED));
    assertThat(counted(sliding)).isEqualTo(3);
  }

  @Test
  void countsAnOverrunFromTheSettlement() {
    var reservation = reservation("a", 2, sliding);
    ledger.reserve(reservation, LIFETIME);
    clock.advance(Duration.ofSeconds(30));

    ledger.settle(reservation, tokens(5));

    assertThat(standing(sliding)).isEqualTo(new Standing(sliding, 10, 5, 0, COUNTED));
    clock.set(START.plus(COUNTED));
    assertThat(counted(sliding)).isEqualTo(3);
  }

  @Test
  void settlesWhatTheWindowHasLeftBehind() {
    var quick = account("quick", 10, 0, new Window.Sliding(Duration.ofSeconds(16)));
    var less = reservation("less", 3, quick);
    var more = reservation("more", 4, quick);
    ledger.reserve(less, LIFETIME);
    ledger.reserve(more, LIFETIME);
    clock.advance(Duration.ofSeconds(20));
    assertThat(counted(quick)).isZero();

    ledger.settle(less, tokens(1));
    ledger.settle(more, tokens(9));

    assertThat(standing(quick).used()).isEqualTo(5);
    assertThat(standing(quick).reserved()).isZero();
    clock.advance(Duration.ofSeconds(17));
    assertThat(standing(quick).used()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // The hour that summer time ends with comes twice.
    "HOUR,  2026-10-25T02:15:00+02:00, 2026-10-25T02:00:00+01:00",
    "HOUR,  2026-10-25T02:15:00+01:00, 2026-10-25T03:00:00+01:00",
    "DAY,   2026-11-20T10:00:00+01:00, 2026-11-21T00:00:00+01:00",
    // A day of 23 hours, and one of 25.
    "DAY,   2026-03-29T00:00:00+01:00, 2026-03-30T00:00:00+02:00",
    "DAY,   2026-10-25T00:00:00+02:00, 2026-10-26T00:00:00+01:00",
    "WEEK,  2026-11-16T00:00:00+01:00, 2026-11-23T00:00:00+01:00",
    "WEEK,  2026-11-22T23:59:00+01:00, 2026-11-23T00:00:00+01:00",
    "MONTH, 2026-02-01T00:00:00+01:00, 2026-03-01T00:00:00+01:00",
    "MONTH, 2028-02-29T12:00:00+01:00, 2028-03-01T00:00:00+01:00",
    "MONTH, 2026-12-31T23:59:59+01:00, 2027-01-01T00:00:00+01:00",
  })
  void beginsAnewWithTheCalendar(Period period, Instant moment, Instant next) {
    clock.set(moment);
    ledger = ledger(clock);
    var calendar = account("calendar", 10, 0, new Window.Calendar(period, BERLIN));
    charge("a", 7, calendar);
    assertThat(standing(calendar))
        .isEqualTo(new Standing(calendar, 10, 7, 0, Duration.between(moment, next)));

    clock.set(next.minus(SECOND));
    assertThat(standing(calendar)).isEqualTo(new Standing(calendar, 10, 7, 0, SECOND));

    clock.set(next);
    assertThat(standing(calendar)).isEqualTo(new Standing(calendar, 10, 0, 0, Duration.ZERO));
    assertThat(isGranted("b", 10, calendar)).isTrue();
  }

  @Test
  void givesBackToTheWindowThatHasEndedAndCountsAnOverrunInTheNew() {
    var day = account("day", 10, 10, new Window.Calendar(Period.DAY, BERLIN));
    var less = reservation("less", 6, day);
    var more = reservation("more", 3, day);
    beforeMidnight();
    ledger.reserve(less, LIFETIME);
    ledger.reserve(more, LIFETIME);
    clock.advance(Duration.ofSeconds(20));
    assertThat(standing(day)).isEqualTo(new Standing(day, 11, 0, 0, Duration.ZERO));

    ledger.settle(less, tokens(2));
    ledger.settle(more, tokens(8));

    // The day before spent 2 + 3, of 10.
    assertThat(standing(day).allowed()).isEqualTo(15);
    assertThat(standing(day).used()).isEqualTo(5);
    assertThat(standing(day).reserved()).isZero();
  }

  @Test
  void leavesTheNewWindowAloneWhenAReservationOfTheOldIsNeverSettled() {
    var day = account("day", 10, 0, new Window.Calendar(Period.DAY, BERLIN));
    beforeMidnight();
    reserve("a", 6, day);

    clock.advance(LIFETIME);

    assertThat(standing(day)).isEqualTo(new Standing(day, 10, 0, 0, Duration.ZERO));
    assertThat(isGranted("b", 10, day)).isTrue();
  }

  @Test
  void allowsAFreshSubjectAllOfTheBurst() {
    var burst = account("burst", 10, 5, new Window.Calendar(Period.DAY, BERLIN));

    assertThat(isGranted("a", 16, burst)).isFalse();
    assertThat(isGranted("b", 15, burst)).isTrue();
    assertThat(standing(burst).allowed()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({"0, 15", "4, 15", "5, 15", "6, 14", "9, 11", "10, 10", "15, 10"})
  void allowsOfTheBurstWhatTheCalendarWindowBeforeLeftUnspent(long spent, long allowed) {
    var burst = account("burst", 10, 5, new Window.Calendar(Period.DAY, BERLIN));
    charge("a", spent, burst);

    clock.advance(Duration.ofDays(1));
    assertThat(standing(burst).allowed()).isEqualTo(allowed);
    assertThat(isGranted("b", allowed + 1, burst)).isFalse();
    assertThat(isGranted("c", allowed, burst)).isTrue();

    clock.advance(Duration.ofDays(2));
    assertThat(standing(burst).allowed()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({"0, 15", "4, 15", "5, 15", "6, 14", "9, 11", "10, 10", "15, 10"})
  void allowsOfTheBurstWhatTheSlidingWindowBeforeLeftUnspent(long spent, long allowed) {
    var burst = account("burst", 10, 5, new Window.Sliding(LENGTH));
    charge("a", spent, burst);
    clock.advance(LENGTH.minus(SECOND));
    assertThat(standing(burst).allowed()).isEqualTo(15);

    clock.advance(SECOND.plus(SECOND));
    assertThat(standing(burst).allowed()).isEqualTo(allowed);
    clock.set(START.plus(COUNTED).plus(COUNTED).minus(SECOND));
    assertThat(standing(burst).allowed()).isEqualTo(allowed);

    clock.set(START.plus(COUNTED).plus(COUNTED));
    assertThat(standing(burst).allowed()).isEqualTo(15);
  }

  @Test
  void grantsARetryWhenItSaidSoAndNotASecondBefore() {
    charge("a", 4, sliding);
    clock.advance(Duration.ofSeconds(10));
    charge("b", 4, sliding);
    clock.advance(Duration.ofSeconds(10));

    assertThat(refused("c", 3, sliding).retryIn()).isEqualTo(COUNTED.minusSeconds(20));
    assertThat(refused("c", 6, sliding).retryIn()).isEqualTo(COUNTED.minusSeconds(20));
    var retryIn = refused("c", 7, sliding).retryIn();
    assertThat(retryIn).isEqualTo(COUNTED.minusSeconds(10));

    clock.advance(retryIn.minus(SECOND));
    assertThat(isGranted("d", 7, sliding)).isFalse();
    clock.advance(SECOND);
    assertThat(isGranted("e", 7, sliding)).isTrue();
  }

  @Test
  void grantsARetryWhenTheCalendarWindowHasEnded() {
    var hour = account("hour", 10, 0, new Window.Calendar(Period.HOUR, BERLIN));
    clock.set(START.plusSeconds(100));
    charge("a", 8, hour);
    clock.advance(Duration.ofSeconds(100));

    var retryIn = refused("b", 3, hour).retryIn();

    assertThat(retryIn).isEqualTo(Duration.ofSeconds(3400));
    clock.advance(retryIn.minus(SECOND));
    assertThat(isGranted("c", 3, hour)).isFalse();
    clock.advance(SECOND);
    assertThat(isGranted("d", 3, hour)).isTrue();
  }

  @Test
  void asksForARetryWhenTheAccountIsEmptyIfItNeverAllowsAsMuch() {
    charge("a", 4, sliding);
    clock.advance(Duration.ofSeconds(10));
    charge("b", 4, sliding);

    assertThat(refused("c", 11, sliding).retryIn()).isEqualTo(COUNTED);
    assertThat(refused("d", 11, account("empty", 10)).retryIn()).isEqualTo(Duration.ZERO);
  }

  private void beforeMidnight() {
    clock.set(Instant.parse("2026-11-20T23:59:50+01:00"));
  }

  private void charge(String id, long tokens, Account account) {
    assertThat(ledger.charge(reservation(id, 0, account), tokens(tokens), LIFETIME))
        .map(List::size)
        .contains(1);
  }
}
