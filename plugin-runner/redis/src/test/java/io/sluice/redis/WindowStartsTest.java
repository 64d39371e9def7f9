package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.Window;
import io.sluice.exchange.ledger.Window.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WindowStartsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final WindowStarts starts = new WindowStarts();

  @Test
  void namesTwoWindowsBeforeAndThreeAfter() {
    var month = new Window.Calendar(Period.MONTH, BERLIN);

    assertThat(starts.around(month, Instant.parse("2026-11-20T10:00:00Z")))
        .containsExactlyElementsOf(
            millis(
                "2026-08-31T22:00:00Z",
                "2026-09-30T22:00:00Z",
                "2026-10-31T23:00:00Z",
                "2026-11-30T23:00:00Z",
                "2026-12-31T23:00:00Z",
                "2027-01-31T23:00:00Z"));
  }

  @Test
  void knowsThatADayIsLongerWhenSummerEnds() {
    var day = new Window.Calendar(Period.DAY, BERLIN);

    assertThat(starts.around(day, Instant.parse("2026-10-25T12:00:00Z")).subList(1, 4))
        .containsExactlyElementsOf(
            millis("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
  }

  @Test
  void movesOnWithTheMoment() {
    var hour = new Window.Calendar(Period.HOUR, BERLIN);
    var last = Instant.parse("2026-11-20T10:59:59.999Z");

    var before = starts.around(hour, last);
    var after = starts.around(hour, last.plusMillis(1));

    assertThat(starts.around(hour, last)).isEqualTo(before);
    assertThat(after.subList(0, 5)).isEqualTo(before.subList(1, 6));
  }

  private static Iterable<Long> millis(String... moments) {
    return Stream.of(moments).map(moment -> Instant.parse(moment).toEpochMilli()).toList();
  }
}
