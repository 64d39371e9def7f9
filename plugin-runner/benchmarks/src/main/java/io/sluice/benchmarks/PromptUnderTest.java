package io.sluice.benchmarks;

import io.sluice.benchmarks.CompressionCase.Compressed;
import io.sluice.compressor.extract.Unit;
import io.sluice.compressor.layout.Layout;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;

/** A prompt laid out as the plugin does it, and made shorter. */
final class PromptUnderTest {

  /** How often what turns out too long is chosen anew. */
  private static final int ATTEMPTS = 12;

  private final String text;
  private final ToIntFunction<String> size;
  private final Layout layout;
  private final int whole;

  PromptUnderTest(String text, ToIntFunction<String> size) {
    this.text = text;
    this.size = size;
    layout = Layout.of(text, size);
    whole = size.applyAsInt(text);
  }

  List<Unit> units() {
    return layout.units();
  }

  /** Returns its size, frames included. */
  int size() {
    return whole;
  }

  /**
   * Keeps what a choice keeps, and less until all together fits, frames included.
   *
   * @param choice by budget
   */
  Compressed within(long budget, LongFunction<BitSet> choice) {
    long asked = budget;
    var kept = choice.apply(asked);
    var left = layout.render(kept, "");
    for (int i = 0; i < ATTEMPTS && size.applyAsInt(left) > budget; i++) {
      asked -= Math.max(1, size.applyAsInt(left) - budget);
      kept = choice.apply(asked);
      left = layout.render(kept, "");
    }
    return new Compressed(left, CompressedByPlugin.characters(text, left));
  }
}
