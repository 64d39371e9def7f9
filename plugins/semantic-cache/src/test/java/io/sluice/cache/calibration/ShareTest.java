package io.sluice.cache.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

  /** Of Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void theIntervalIsWilsons(long count, long of, double low, double high) {
    var share = new Share(count, of);

    assertThat(share.low()).isCloseTo(low, within(5e-5));
    assertThat(share.high()).isCloseTo(high, within(5e-5));
    assertThat(new Share(of - count, of).low()).isCloseTo(1 - high, within(5e-5));
  }

  @Test
  void ofNothingNothingIsKnown() {
    assertThat(new Share(0, 0))
        .extracting(Share::value, Share::low, Share::high)
        .containsExactly(0.0, 0.0, 1.0);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 381", "0.05, 73", "0.001, 3838"})
  void howManyAreNeededIsWhereTheBoundFirstStaysUnderTheRate(double rate, long needed) {
    assertThat(Share.neededFor(rate)).isEqualTo(needed);
    assertThat(new Share(0, needed).high()).isLessThan(rate);
    assertThat(new Share(0, needed - 1).high()).isGreaterThanOrEqualTo(rate);
  }

  @Test
  void aPartIsNotMoreThanTheWhole() {
    assertThatThrownBy(() -> new Share(2, 1)).hasMessage("a share of 2 in 1");
  }
}
