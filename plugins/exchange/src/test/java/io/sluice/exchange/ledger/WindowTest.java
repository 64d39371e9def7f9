package io.sluice.exchange.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.ledger.Window.Calendar;
import io.sluice.exchange.ledger.Window.Period;
import io.sluice.exchange.ledger.Window.Sliding;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2040-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"PT1S, 16", "PT16S, 250", "PT1M, 938", "PT64S, 1000", "P31D, 41850000"})
  void dividesASlidingWindowInto64SlotsOfWholeMilliseconds(Duration length, long slot) {
    assertThat(new Sliding(length).slotMillis()).isEqualTo(slot);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1M", "PT0.999S", "PT744H0.001S", "P400D"})
  void refusesASlidingWindowOfNoUse(Duration length) {
    assertThatThrownBy(() -> new Sliding(length))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("window: length must be 1 s to 31 days, but was %s", length);
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR,  Europe/Berlin,       2026-11-20T10:59:59.999+01:00, 2026-11-20T10:00+01:00,"
        + " 2026-11-20T11:00+01:00",
    "HOUR,  Europe/Berlin,       2026-11-20T10:00:00+01:00,     2026-11-20T10:00+01:00,"
        + " 2026-11-20T11:00+01:00",
    "HOUR,  Asia/Kolkata,        2026-11-20T10:45:00+05:30,     2026-11-20T10:00+05:30,"
        + " 2026-11-20T11:00+05:30",
    "DAY,   Europe/Berlin,       2026-11-20T23:59:59.999+01:00, 2026-11-20T00:00+01:00,"
        + " 2026-11-21T00:00+01:00",
    "DAY,   Asia/Kathmandu,      2026-11-20T00:00:00+05:45,     2026-11-20T00:00+05:45,"
        + " 2026-11-21T00:00+05:45",
    "DAY,   Pacific/Kiritimati,  2026-11-20T10:00:00Z,          2026-11-21T00:00+14:00,"
        + " 2026-11-22T00:00+14:00",
    "WEEK,  America/New_York,    2026-11-22T23:59:59-05:00,     2026-11-16T00:00-05:00,"
        + " 2026-11-23T00:00-05:00",
    "WEEK,  America/New_York,    2026-11-23T00:00:00-05:00,     2026-11-23T00:00-05:00,"
        + " 2026-11-30T00:00-05:00",
    "WEEK,  UTC,                 2027-01-01T12:00:00Z,          2026-12-28T00:00Z,     "
        + " 2027-01-04T00:00Z",
    "MONTH, UTC,                 2026-01-31T12:00:00Z,          2026-01-01T00:00Z,     "
        + " 2026-02-01T00:00Z",
    "MONTH, UTC,                 2028-02-29T23:59:59Z,          2028-02-01T00:00Z,     "
        + " 2028-03-01T00:00Z",
    "MONTH, UTC,                 2026-12-31T23:59:59Z,          2026-12-01T00:00Z,     "
        + " 2027-01-01T00:00Z",
  })
  void findsTheStretchOfTheCalendarThatAMomentLiesIn(
      Period period, ZoneId zone, OffsetDateTime moment, OffsetDateTime start, OffsetDateTime end) {
    var window = new Calendar(period, zone);

    assertThat(window.start(moment.toInstant())).isEqualTo(start.toInstant());
    assertThat(window.end(moment.toInstant())).isEqualTo(end.toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    // 2:00 becomes 3:00, and 3:00 becomes 2:00: each half of the hour that comes twice is one.
    "HOUR,  Europe/Berlin,        2026-03-29T01:30+01:00, 2026-03-29T01:00+01:00,"
        + " 2026-03-29T03:00+02:00",
    "HOUR,  Europe/Berlin,        2026-10-25T02:30+02:00, 2026-10-25T02:00+02:00,"
        + " 2026-10-25T02:00+01:00",
    "HOUR,  Europe/Berlin,        2026-10-25T02:30+01:00, 2026-10-25T02:00+01:00,"
        + " 2026-10-25T03:00+01:00",
    "DAY,   Europe/Berlin,        2026-03-29T12:00+02:00, 2026-03-29T00:00+01:00,"
        + " 2026-03-30T00:00+02:00",
    "DAY,   Europe/Berlin,        2026-10-25T12:00+01:00, 2026-10-25T00:00+02:00,"
        + " 2026-10-26T00:00+01:00",
    "WEEK,  Europe/Berlin,        2026-10-25T12:00+01:00, 2026-10-19T00:00+02:00,"
        + " 2026-10-26T00:00+01:00",
    "MONTH, Europe/Berlin,        2026-03-29T12:00+02:00, 2026-03-01T00:00+01:00,"
        + " 2026-04-01T00:00+02:00",
    // Half an hour: 2:00 becomes 2:30, and 2:00 becomes 1:30.
    "HOUR,  Australia/Lord_Howe,  2026-10-04T02:45+11:00, 2026-10-04T01:00+10:30,"
        + " 2026-10-04T03:00+11:00",
    "HOUR,  Australia/Lord_Howe,  2026-04-05T01:45+11:00, 2026-04-05T01:00+11:00,"
        + " 2026-04-05T02:00+10:30",
    "HOUR,  Australia/Lord_Howe,  2026-04-05T01:45+10:30, 2026-04-05T01:00+11:00,"
        + " 2026-04-05T02:00+10:30",
    // At a quarter to: 2:45 becomes 3:45, and 3:45 becomes 2:45.
    "HOUR,  Pacific/Chatham,      2026-09-27T03:50+13:45, 2026-09-27T02:00+12:45,"
        + " 2026-09-27T04:00+13:45",
    "HOUR,  Pacific/Chatham,      2026-04-05T02:50+12:45, 2026-04-05T03:00+13:45,"
        + " 2026-04-05T03:00+12:45",
    // At midnight: the day begins at 1:00, and the last hour of a day comes twice.
    "DAY,   Africa/Cairo,         2026-04-24T12:00+03:00, 2026-04-24T01:00+03:00,"
        + " 2026-04-25T00:00+03:00",
    "DAY,   Africa/Cairo,         2026-10-29T23:30+02:00, 2026-10-29T00:00+03:00,"
        + " 2026-10-30T00:00+02:00",
    // The first hour of a day comes twice.
    "DAY,   America/Havana,       2026-11-01T00:30-05:00, 2026-11-01T00:00-04:00,"
        + " 2026-11-02T00:00-05:00",
  })
  void makesStretchesLongerOrShorterWhereSummerTimeDoes(
      Period period, ZoneId zone, OffsetDateTime moment, OffsetDateTime start, OffsetDateTime end) {
    findsTheStretchOfTheCalendarThatAMomentLiesIn(period, zone, moment, start, end);
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoGapBetweenStretchesAndLetsNoneOverlapInAnyZone(Period period) {
    for (var id : ZoneId.getAvailableZoneIds()) {
      var window = new Calendar(period, ZoneId.of(id));
      for (var moment : momentsAroundTransitions(window.zone())) {
        var start = window.start(moment);
        var end = window.end(moment);

        assertThat(moment).as(id).isAfterOrEqualTo(start).isBefore(end);
        assertThat(window.start(end)).as("%s, after %s", id, moment).isEqualTo(end);
        assertThat(window.start(start)).as("%s, before %s", id, moment).isEqualTo(start);
        assertThat(window.start(end.minusMillis(1))).as("%s at %s", id, moment).isEqualTo(start);
        assertThat(window.end(start)).as("%s at %s", id, moment).isEqualTo(end);
      }
    }
  }

  @Test
  void isTheSameWindowWhenItsPartsAre() {
    assertThat(new Sliding(Duration.ofSeconds(60))).isEqualTo(new Sliding(Duration.ofMinutes(1)));
    assertThat(new Calendar(Period.DAY, ZoneId.of("UTC")))
        .isNotEqualTo(new Calendar(Period.DAY, ZoneId.of("Europe/Berlin")));
  }

  private static List<Instant> momentsAroundTransitions(ZoneId zone) {
    var moments = new ArrayList<Instant>();
    ZoneOffsetTransition transition = zone.getRules().nextTransition(FROM);
    while (transition != null && transition.getInstant().isBefore(TO)) {
      for (int minutes = -150; minutes <= 150; minutes += 15) {
        moments.add(transition.getInstant().plus(Duration.ofMinutes(minutes)));
      }
      moments.add(transition.getInstant().minusMillis(1));
      transition = zone.getRules().nextTransition(transition.getInstant());
    }
    return moments.isEmpty() ? List.of(FROM) : moments;
  }
}
