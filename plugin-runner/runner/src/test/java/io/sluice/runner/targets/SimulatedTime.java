package io.sluice.runner.targets;

import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes as long as simulated things take, and what is to happen in it. */
final class SimulatedTime {

  static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");

  private final MovableClock clock = new MovableClock(BEGIN);
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private long number;

  /**
   * Something that is to happen.
   *
   * @param number of two at the same time the first comes first
   */
  private record Event(Instant at, long number, Runnable happens) {}

  MovableClock clock() {
    return clock;
  }

  Instant now() {
    return clock.instant();
  }

  void in(Duration time, Runnable happens) {
    events.add(new Event(now().plus(time), number++, happens));
  }

  /** Lets time pass, and whatever is due in it happen. */
  void pass(Duration time) {
    var until = now().plus(time);
    while (!events.isEmpty() && !events.peek().at().isAfter(until)) {
      happen();
    }
    clock.set(until);
  }

  /** Lets time pass until nothing is left to happen. */
  void passAll() {
    while (!events.isEmpty()) {
      happen();
    }
  }

  private void happen() {
    var event = events.remove();
    clock.set(event.at());
    event.happens().run();
  }

  /** What was to happen does not, as after the end of a process. */
  void forget() {
    events.clear();
  }
}
