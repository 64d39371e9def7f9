package io.sluice.exchange.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpendTest {

  @ParameterizedTest
  @CsvSource({
    "TOTAL_TOKENS, 12",
    "PROMPT_TOKENS, 5",
    "COMPLETION_TOKENS, 7",
    "MICRO_USD, 900",
  })
  void countsDifferentlyInEachUnit(Unit unit, long amount) {
    assertThat(new Spend(5, 7, 900).in(unit)).isEqualTo(amount);
  }

  @ParameterizedTest
  @EnumSource
  void isNothingInAnyUnitWhenNothingIsSpent(Unit unit) {
    assertThat(Spend.NOTHING.in(unit)).isZero();
  }

  @Test
  void takesABillionTokensAndAMillionDollars() {
    var most = new Spend(1_000_000_000, 1_000_000_000, 1_000_000_000_000L);

    assertThat(most.in(Unit.TOTAL_TOKENS)).isEqualTo(2_000_000_000L);
  }

  @Test
  void refusesWhatNobodySpendsAndNamesAllOfIt() {
    assertThatThrownBy(() -> new Spend(-1, 1_000_000_001, 1_000_000_000_001L))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll(
            "prompt must be in 0 to 1000000000, but was -1",
            "completion must be in 0 to 1000000000, but was 1000000001",
            "microUsd must be at most a million dollars, but was 1000000000001");
  }
}
