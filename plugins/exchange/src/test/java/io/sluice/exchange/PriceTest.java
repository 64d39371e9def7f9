package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

  @ParameterizedTest
  @CsvSource({
    "0.05, 0.40, 0,       0,       0",
    "0.05, 0.40, 1,       0,       1", // 0.05, rounded up
    "0.05, 0.40, 20,      0,       1", // exactly 1
    "0.05, 0.40, 21,      0,       2", // 1.05
    "0.05, 0.40, 12,      1,       1", // 0.60 + 0.40: rounded once, not for each kind
    "0.05, 0.40, 12,      2,       2",
    "0.1,  0.1,  1,       2,       1", // 0.30000000000000004 in binary
    "0.1,  0.1,  10,      20,      3",
    "1.25, 10,   1000000, 1000000, 11250000",
    "0,    0,    1000000, 1000000, 0",
    "1000000, 1000000, 1000000000, 1000000000, 2000000000000000",
  })
  void costIsExactAndRoundedUpOnce(
      BigDecimal input, BigDecimal output, long prompt, long completion, long micros) {
    assertThat(new Price(input, input, output).micros(new Usage(prompt, 0, completion)))
        .isEqualTo(micros);
  }

  @Test
  void aPriceInScientificNotationCounts() {
    var price = new Price(new BigDecimal("5e-2"), BigDecimal.ZERO, new BigDecimal("1E+1"));

    assertThat(price.micros(new Usage(100, 0, 1))).isEqualTo(15);
  }

  @Test
  void cachedTokensHaveAPriceOfTheirOwn() {
    var price = new Price(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ZERO);

    assertThat(price.micros(new Usage(100, 40, 0))).isEqualTo(600 + 40);
  }

  @Test
  void tokensPutIntoACacheHaveAPriceOfTheirOwn() {
    var price = price(10, 1, 12, 0, 0, 0);

    assertThat(price.micros(new Usage(100, 40, 20, 0, 0))).isEqualTo(400 + 40 + 240);
  }

  @Test
  void reasoningHasAPriceOfItsOwn() {
    var price = price(0, 0, 0, 10, 3, 0);

    assertThat(price.micros(new Usage(0, 0, 0, 100, 60))).isEqualTo(400 + 180);
  }

  @Test
  void anImageIsPricedInDollars() {
    var price =
        new Price(
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ONE,
            new BigDecimal("0.0014455"));

    assertThat(price.micros(new Usage(5, 0, 0), 0)).isEqualTo(5);
    assertThat(price.micros(new Usage(5, 0, 0), 3)).isEqualTo(5 + 4337); // 4,336.5, rounded up
    assertThat(price.micros(new Usage(5, 0, 0), -1)).isEqualTo(5);
  }

  @Test
  void theDearestExchangeFits() {
    var price = price(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000);
    var usage = new Usage(Usage.MOST, 0, Usage.MOST);

    assertThat(price.micros(usage, Integer.MAX_VALUE)).isEqualTo(4_147_483_647_000_000_000L);
  }

  private static Price price(
      long input, long cachedInput, long cacheWrite, long output, long reasoning, long image) {
    return new Price(
        BigDecimal.valueOf(input),
        BigDecimal.valueOf(cachedInput),
        BigDecimal.valueOf(cacheWrite),
        BigDecimal.valueOf(output),
        BigDecimal.valueOf(reasoning),
        BigDecimal.valueOf(image));
  }
}
