package io.sluice.runner.evaluation;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells how far a long run is: in one line that changes on a terminal, else every tenth. */
final class Progress {

  private static final Duration REDRAW = Duration.ofMillis(200);

  /** Nobody waits for less. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final String what;
  private final int all;
  private final PrintWriter err;
  private final boolean terminal;
  private final InstantSource clock;
  private final Instant began;
  private Instant shown;
  private int tenth;

  /**
   * @param what is done, such as {@code decided}
   * @param terminal whether a line can be written over
   */
  Progress(String what, int all, PrintWriter err, boolean terminal, InstantSource clock) {
    this.what = what;
    this.all = all;
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.began = clock.instant();
    this.shown = began;
  }

  /** Notes that so many are done. */
  void done(int count) {
    if (terminal) {
      draw(count);
    } else if (count * 10L / all > tenth) {
      tenth = (int) (count * 10L / all);
      err.println(line(count));
      err.flush();
    }
  }

  private void draw(int count) {
    var now = clock.instant();
    boolean isDrawn = shown.isAfter(began);
    if (count == all && isDrawn) {
      err.print("\r\u001b[K");
      err.flush();
    } else if (count < all
        && Duration.between(began, now).compareTo(SHORT) >= 0
        && Duration.between(shown, now).compareTo(REDRAW) >= 0) {
      shown = now;
      err.print("\r\u001b[K" + line(count));
      err.flush();
    }
  }

  private String line(int count) {
    var took = Duration.between(began, clock.instant());
    var left = took.multipliedBy(all - count).dividedBy(Math.max(1, count));
    return "%s %d of %d (%d %%)%s"
        .formatted(
            what, count, all, count * 100L / all, count == all ? "" : ", " + words(left) + " left");
  }

  private static String words(Duration left) {
    long seconds = left.plusMillis(999).toSeconds();
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? "%d min %d s".formatted(seconds / 60, seconds % 60)
            : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
