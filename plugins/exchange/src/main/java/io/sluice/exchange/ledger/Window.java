package io.sluice.exchange.ledger;

import io.sluice.exchange.Problems;
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
   * <p>It is kept in slots, each of a {@value #SLOTS}th of the length, rounded up to a millisecond.
   * They begin at whole multiples of that since 1970. An amount counts while its slot is the
   * current one or one of the {@value #SLOTS} before it: for at least the length, and at most a
   * slot longer (the rounding adds up to 65 ms). The window before are the {@code SLOTS + 1} slots
   * before those.
   *
   * @param length 1 s to 31 days
   */
  record Sliding(Duration length) implements Window {

    /** Into how many slots a length is divided. */
    public static final int SLOTS = 64;

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(31);

    public Sliding {
      new Problems("window")
          .require(
              length.compareTo(LEAST) >= 0 && length.compareTo(MOST) <= 0,
              "length",
              "1 s to 31 days",
              length)
          .throwIfAny();
    }

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
