package io.sluice.compressor.prune;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PruningTest {

  @Test
  void namesEveryProblemAtOnce() {
    assertThatThrownBy(() -> new Pruning(1.5, Set.of(""), false))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "pruning: rate must be in (0, 1], but was 1.5; force_tokens must be of at least one"
                + " character each, but was \"\"");
  }
}
