package io.sluice.redis;

import io.sluice.exchange.ledger.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where stretches of the calendar begin, around a moment. Thread-safe.
 *
 * <p>Scripts know no time zones: they are passed these, and pick by the server's clock.
 */
final class WindowStarts {

  private static final int BEFORE = 2;
  private static final int AFTER = 3;

  /** How many beginnings are passed. */
  static final int COUNT = BEFORE + 1 + AFTER;

  /** Of a window for as long as it is the current one. */
  private record Around(Instant start, Instant end, List<Long> starts) {

    boolean holds(Instant moment) {
      return !moment.isBefore(start) && moment.isBefore(end);
    }
  }

  /** As many as there are periods and zones in the budgets. */
  private final ConcurrentHashMap<Window.Calendar, Around> cache = new ConcurrentHashMap<>();

  /** Returns how much older than the slot of now one may be and still count, in milliseconds. */
  static long back(Window window) {
    return switch (window) {
      case Window.Sliding sliding -> Window.Sliding.SLOTS * sliding.slotMillis();
      case Window.Calendar calendar -> 0;
    };
  }

  /**
   * Returns the beginnings of the two windows before the moment's, of its own and of the three
   * after it, in milliseconds since 1970.
   */
  List<Long> around(Window.Calendar window, Instant moment) {
    var cached = cache.get(window);
    if (cached == null || !cached.holds(moment)) {
      cached = compute(window, moment);
      cache.put(window, cached);
    }
    return cached.starts();
  }

  private static Around compute(Window.Calendar window, Instant moment) {
    var start = window.start(moment);
    var starts = new ArrayList<Long>();
    var earlier = start;
    for (int i = 0; i < BEFORE; i++) {
      earlier = window.start(earlier.minusMillis(1));
      starts.addFirst(earlier.toEpochMilli());
    }
    starts.add(start.toEpochMilli());
    var later = start;
    for (int i = 0; i < AFTER; i++) {
      later = window.end(later);
      starts.add(later.toEpochMilli());
    }
    return new Around(start, window.end(moment), List.copyOf(starts));
  }
}
