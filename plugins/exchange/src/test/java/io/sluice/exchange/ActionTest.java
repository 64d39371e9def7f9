package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 100, 199, 600, 1000})
  void stopsOnlyWithTheStatusOfAnAnswer(int status) {
    assertThatThrownBy(() -> new Action.Stop(status, Headers.none(), new byte[0]))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("stop: status must be in 200 to 599, but was " + status);
  }

  @Test
  void textOfAStopHasNoContent() {
    assertThat(new Action.Stop(200, Headers.none(), new byte[7])).hasToString("Stop[200, 7 bytes]");
  }

  @Test
  void rewriteKeepsTheOrderOfItsChanges() {
    var first = new Change.SetHeader("A", "1");
    var second = new Change.DeleteHeader("A");

    assertThat(Action.rewrite(first, second))
        .isInstanceOfSatisfying(
            Action.Rewrite.class,
            rewrite -> assertThat(rewrite.changes()).containsExactly(first, second));
  }
}
