package io.sluice.runner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();

  private Instant now = Instant.EPOCH;

  @Test
  void whereThereIsNoTerminalEachTenthIsALine() {
    var progress = new Progress("decided", 1000, new PrintWriter(err), false, () -> now);

    for (int i = 1; i <= 1000; i++) {
      now = now.plusMillis(100);
      progress.done(i);
    }

    assertThat(err.toString().lines())
        .hasSize(10)
        .startsWith("decided 100 of 1000 (10 %), 1 min 30 s left")
        .contains("decided 900 of 1000 (90 %), 10 s left")
        .endsWith("decided 1000 of 1000 (100 %)");
    assertThat(err.toString()).doesNotContain("\r", "\u001b");
  }

  @Test
  void onATerminalOneLineChangesAndIsGoneAtTheEnd() {
    var progress = new Progress("decided", 100, new PrintWriter(err), true, () -> now);

    for (int i = 1; i <= 100; i++) {
      now = now.plusSeconds(1);
      progress.done(i);
    }

    assertThat(err.toString())
        .doesNotContain("\n")
        .contains("\r\u001b[Kdecided 25 of 100 (25 %), 1 min 15 s left")
        .endsWith("\r\u001b[K");
  }

  @Test
  void aShortRunSaysNothingOnATerminal() {
    var progress = new Progress("decided", 3, new PrintWriter(err), true, () -> now);

    progress.done(1);
    progress.done(2);
    progress.done(3);

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void hoursAreToldAsHours() {
    var progress = new Progress("decided", 10, new PrintWriter(err), false, () -> now);

    now = now.plusSeconds(1000);
    progress.done(1);

    assertThat(err.toString()).isEqualToIgnoringNewLines("decided 1 of 10 (10 %), 2 h 30 min left");
  }
}
