package io.sluice.compressor;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;

/**
 * What prompts of a size are compressed to.
 *
 * @param over tokens from which on it holds, until a later range's; at least 0
 */
record Range(long over, Goal goal) {

  Range {
    new Problems("range").require(over >= 0, "over", "at least 0", over).throwIfAny();
  }

  static Range read(Settings settings) {
    return new Range(settings.whole("over"), Goal.read(settings));
  }
}
