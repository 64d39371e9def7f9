package io.sluice.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedRoundRobinTest {

  private final WeightedRoundRobin<String> turns =
      new WeightedRoundRobin<>(
          List.of("a", "b", "never"), name -> Map.of("a", 3, "b", 1, "never", 0).get(name));

  @Test
  void turnsAreSpreadByWeight() {
    var taken = IntStream.range(0, 8).mapToObj(i -> turns.next().orElseThrow()).toList();

    assertThat(taken).containsExactly("a", "a", "b", "a", "a", "a", "b", "a");
  }

  @Test
  void whatWasTriedIsNotTakenAgain() {
    assertThat(turns.next(Set.of("a"))).contains("b");
    assertThat(turns.next(Set.of("a", "b"))).isEmpty();
  }
}
