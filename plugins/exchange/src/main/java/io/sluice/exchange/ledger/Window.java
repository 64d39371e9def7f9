package io.sluice.exchange.ledger;

import io.sluice.exchange.Problems;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
   * @param zone of the clock: a day begins at its midnight, an hour whenever it shows a full hour;
   *     summer time makes some longer or shorter
   */
  record Calendar(Period period, ZoneId zone) implements Window {

    /** Returns when the stretch that a moment lies in began. */
    public Instant start(Instant moment) {
      var day = moment.atZone(zone).toLocalDate();
      return switch (period) {
        case HOUR -> hour(moment);
        case DAY -> midnight(day);
        case WEEK -> midnight(monday(day));
        case MONTH -> midnight(day.withDayOfMonth(1));
      };
    }

    /** Returns when the stretch after that begins. */
    public Instant end(Instant moment) {
      var day = moment.atZone(zone).toLocalDate();
      return switch (period) {
        case HOUR -> nextHour(moment);
        case DAY -> midnight(day.plusDays(1));
        case WEEK -> midnight(monday(day).plusWeeks(1));
        case MONTH -> midnight(day.withDayOfMonth(1).plusMonths(1));
      };
    }

    /** Returns when the clock last showed a full hour: where it is changed, it need not have. */
    private Instant hour(Instant moment) {
      var rules = zone.getRules();
      var offset = rules.getOffset(moment);
      var hour = moment.atOffset(offset).truncatedTo(ChronoUnit.HOURS).toInstant();
      return rules.getOffset(hour).equals(offset)
          ? hour
          : hour(rules.previousTransition(moment.plusNanos(1)).getInstant().minusNanos(1));
    }

    private Instant nextHour(Instant moment) {
      var rules = zone.getRules();
      var local = moment.atOffset(rules.getOffset(moment)).truncatedTo(ChronoUnit.HOURS);
      var next = local.plusHours(1).toInstant();
      var change = rules.nextTransition(moment);
      if (change == null || change.getInstant().isAfter(next)) {
        return next;
      }
      var changed = change.getInstant();
      return hour(changed).equals(changed) ? changed : nextHour(changed);
    }

    private static LocalDate monday(LocalDate day) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
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
