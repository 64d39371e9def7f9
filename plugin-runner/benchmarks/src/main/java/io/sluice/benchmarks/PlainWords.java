package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** A text of common words that are one token each. */
record PlainWords(List<String> words) {

  private static final List<String> COMMON =
      List.of(
          ("how can i reset the password of my account when the mail with the link never came and"
                  + " the support page says to wait one more day before a new request is made")
              .split(" "));

  PlainWords(int count) {
    this(new Random(1).ints(count, 0, COMMON.size()).mapToObj(COMMON::get).toList());
  }

  String text() {
    return String.join(" ", words);
  }

  /** Returns the ids of the text between those of the end marks. */
  long[] ids() throws IOException {
    try (var stream =
        PlainWords.class.getResourceAsStream("/io/sluice/models/minilm-l6-v2-q/vocab.txt")) {
      if (stream == null) {
        throw new IOException("vocab.txt is not on the class path");
      }
      var vocabulary =
          List.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
      return LongStream.concat(
              LongStream.concat(
                  LongStream.of(vocabulary.indexOf("[CLS]")),
                  words.stream().mapToLong(vocabulary::indexOf)),
              LongStream.of(vocabulary.indexOf("[SEP]")))
          .toArray();
    }
  }
}
