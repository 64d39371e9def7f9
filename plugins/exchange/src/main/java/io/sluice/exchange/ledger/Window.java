package io.sluice.exchange.ledger;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The stretch of time that a limit is for. */
public sealed interface Window {

  /**
   * The time just past: whatever was counted stops counting one length later.
   *
   * <p>It is kept in {@value #SLOTS} slots, so that an amount counts for at least the length and at
   * most a sixty-fourth longer.
   *
   * @param length 1 s to 31 days
   */
  record Sliding(Duration length) implements Window {

    /** Into how many slots a length is divided. */
    public static final int SLOTS = 64;

    /** Returns how long a slot is, in milliseconds. */
    public long slotMillis() {
      return Math.ceilDiv(length.toMillis(), SLOTS);
    }
  }

  /**
   * A stretch of the calendar: at its end the count begins anew.
   *
   * @param zone where the day begins; summer time makes days and hours longer or shorter
   */
  record Calendar(Period period, ZoneId zone) implements Window {

    /** Returns when the stretch that a moment lies in began. */
    public Instant start(Instant moment) {
      return first(moment).toInstant();
    }

    /** Returns when the stretch after that begins. */
    public Instant end(Instant moment) {
      var first = first(moment);
      return switch (period) {
        case HOUR -> first.plusHours(1).toInstant();
        case DAY -> midnight(first.toLocalDate().plusDays(1));
        case WEEK -> midnight(first.toLocalDate().plusWeeks(1));
        case MONTH -> midnight(first.toLocalDate().plusMonths(1));
      };
    }

    private ZonedDateTime first(Instant moment) {
      var local = moment.atZone(zone);
      var day = local.toLocalDate();
      return switch (period) {
        case HOUR -> local.truncatedTo(ChronoUnit.HOURS);
        case DAY -> day.atStartOfDay(zone);
        case WEEK ->
            day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(zone);
        case MONTH -> day.withDayOfMonth(1).atStartOfDay(zone);
      };
    }

    private Instant midnight(LocalDate day) {
      return day.atStartOfDay(zone).toInstant();
    }
  }

  /** Which stretch of the calendar; a week begins on Monday. */
  enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }
}
