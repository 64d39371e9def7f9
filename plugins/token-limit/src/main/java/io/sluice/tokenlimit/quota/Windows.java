package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Json;
import io.sluice.exchange.Settings;
import io.sluice.exchange.ledger.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/** How windows are written. */
public final class Windows {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final String UTC = "UTC";

  private static final Map<String, Window.Period> PERIODS =
      Words.of(Window.Period.values(), Windows::word);

  private Windows() {}

  /** Returns a window in a word, the same for windows of the same length: 90s, day@UTC. */
  public static String word(Window window) {
    return switch (window) {
      case Window.Sliding sliding -> word(sliding.length());
      case Window.Calendar calendar -> word(calendar.period()) + "@" + calendar.zone();
    };
  }

  static Window read(Settings settings) {
    boolean sliding = settings.has("sliding");
    boolean calendar = settings.has("calendar");
    settings.require(sliding != calendar, "", "either sliding or calendar", given(sliding));
    var zone = zone(settings, settings.text("time_zone", UTC));
    if (!sliding) {
      return new Window.Calendar(
          calendar ? settings.choice("calendar", PERIODS) : Window.Period.DAY, zone);
    }
    settings.require(!settings.has("time_zone"), "time_zone", "with calendar only", zone.getId());
    var length = settings.duration("sliding");
    settings.require(isValid(length), "sliding", "in 1s to 31d", word(length));
    return new Window.Sliding(isValid(length) ? length : SHORTEST);
  }

  private static String given(boolean both) {
    return both ? "both" : "neither";
  }

  private static boolean isValid(Duration length) {
    return length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
  }

  static String toJson(Window window) {
    return switch (window) {
      case Window.Sliding sliding -> "{\"sliding\":\"%s\"}".formatted(word(sliding.length()));
      case Window.Calendar calendar ->
          "{\"calendar\":\"%s\",\"time_zone\":%s}"
              .formatted(word(calendar.period()), Json.quote(calendar.zone().getId()));
    };
  }

  private static ZoneId zone(Settings settings, String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      settings.require(false, "time_zone", "a time zone such as Europe/Berlin", name);
      return ZoneId.of(UTC);
    }
  }

  private static String word(Window.Period period) {
    return period.name().toLowerCase(Locale.ROOT);
  }

  /** In the largest unit that divides it. */
  private static String word(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
