package io.sluice.compressor.lossless;

import io.sluice.compressor.text.TimeLimit;
import io.sluice.compressor.text.TokenEstimate;
import java.util.List;
import java.util.stream.Stream;

/** Texts to compress in tests. */
final class Given {

  private Given() {}

  /** Returns a text after all steps. */
  static String compressed(String text) {
    return compressed(List.of(TextToShrink.free(text))).getFirst();
  }

  /** Returns texts that may all change, after all steps. */
  static List<String> together(String... texts) {
    return compressed(Stream.of(texts).map(TextToShrink::free).toList());
  }

  static List<String> compressed(List<TextToShrink> texts) {
    return new Lossless(LosslessSteps.ALL, DuplicateMark.DEFAULT, TokenEstimate::of)
        .compress(texts, TimeLimit.none()).stream().map(TextToShrink::text).toList();
  }
}
