package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

  @Test
  void moreCachedTokensThanThePromptHasAreRefused() {
    assertThatThrownBy(() -> new Usage(10, 11, 0))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("usage: cached must be in 0 to 10, but was 11");
  }

  @Test
  void theCachesPartsFitIntoThePromptTogether() {
    assertThatThrownBy(() -> new Usage(10, 6, 5, 3, 4))
        .hasMessage(
            "usage: cache_write must be in 0 to 4, but was 5;"
                + " reasoning must be in 0 to 3, but was 4");
  }

  @Test
  void totalIsPromptAndCompletion() {
    assertThat(new Usage(10, 6, 4, 3, 2).total()).isEqualTo(13);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "as reported,                 10, 6, 4, 3, 2, 13,  10, 6, 4, 3, 2",
    "without a total,             10, 6, 4, 3, 2, 0,   10, 6, 4, 3, 2",
    "more cached than prompt,     10, 12, 4, 3, 0, 13, 10, 10, 0, 3, 0",
    "more parts than prompt,      10, 6, 9, 3, 0, 13,  10, 6, 4, 3, 0",
    "negative,                    -10, -6, -4, -3, -2, -1, 0, 0, 0, 0, 0",
    "only a total,                0, 0, 0, 0, 0, 12,   12, 0, 0, 0, 0",
    "prompt and total,            7, 0, 0, 0, 0, 7,    7, 0, 0, 0, 0",
    "completion and total,        0, 0, 0, 5, 0, 12,   7, 0, 0, 5, 0",
    "thoughts only in the total,  35, 0, 0, 12, 0, 109, 35, 0, 0, 74, 0",
    "reasoning beside completion, 291, 290, 0, 26, 196, 513, 291, 290, 0, 222, 196",
    "a total too small,           10, 0, 0, 5, 0, 3,   10, 0, 0, 5, 0",
  })
  void whatAProviderReportsIsMadeConsistent(
      String what,
      long prompt,
      long cached,
      long cacheWrite,
      long completion,
      long reasoning,
      long total,
      long thenPrompt,
      long thenCached,
      long thenCacheWrite,
      long thenCompletion,
      long thenReasoning) {
    assertThat(Usage.reported(prompt, cached, cacheWrite, completion, reasoning, total))
        .as(what)
        .isEqualTo(
            new Usage(thenPrompt, thenCached, thenCacheWrite, thenCompletion, thenReasoning));
  }

  @Test
  void noNumbersThrow() {
    var random = new Random(20251120);
    long[] numbers = {
      Long.MIN_VALUE, -1, 0, 1, 2, 1000, Usage.MOST - 1, Usage.MOST, Usage.MOST + 1, Long.MAX_VALUE
    };
    for (int i = 0; i < 100_000; i++) {
      long[] six = random.ints(6, 0, numbers.length).mapToLong(n -> numbers[n]).toArray();

      var usage = Usage.reported(six[0], six[1], six[2], six[3], six[4], six[5]);

      assertThat(usage.total()).isBetween(0L, 2 * Usage.MOST);
    }
  }
}
