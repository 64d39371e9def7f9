package io.sluice.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BytePairEncodingTest {

  @Test
  void givesThePublishedTokens() throws IOException {
    for (var vector : vectors()) {
      var encoding = BytePairEncoding.named(vector.path("encoding").asString());
      var text = vector.path("text").asString();

      assertThat(encoding.encode(text))
          .as(vector.path("id").asString())
          .containsExactly(vector.path("ids").valueStream().mapToInt(JsonNode::asInt).toArray());
      assertThat(encoding.count(text)).isEqualTo(vector.path("ids").size());
    }
  }

  @Test
  void takesNextLineForASpace() {
    // Before a digit: a regular expression of Java's would leave U+0085 among the symbols.
    assertThat(BytePairEncoding.cl100k().encode("\u00850")).containsExactly(126, 227, 15);
  }

  @Test
  void takesSpecialTokensForText() {
    assertThat(BytePairEncoding.o200k().count("<|endoftext|>")).isGreaterThan(1);
    assertThat(BytePairEncoding.cl100k().count("<|im_start|>")).isGreaterThan(1);
  }

  @Test
  void anEmptyTextHasNoTokens() {
    assertThat(BytePairEncoding.o200k().count("")).isZero();
  }

  @Test
  void mergesLongPiecesAsItMergesShortOnes() {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      var text = word(random, 60 + random.nextInt(400));

      assertThat(BytePairEncoding.cl100k().count(text))
          .isEqualTo(JTOKKIT_CL100K.countTokensOrdinary(text));
    }
  }

  @Test
  void agreesWithAnotherEncoderOnMixedText() {
    var random = new Random(11);
    for (int round = 0; round < 3000; round++) {
      var text = mixed(random, random.nextInt(40));

      assertThat(BytePairEncoding.o200k().encode(text))
          .as("o200k of %s", escaped(text))
          .containsExactly(JTOKKIT_O200K.encodeOrdinary(text).toArray());
      assertThat(BytePairEncoding.cl100k().encode(text))
          .as("cl100k of %s", escaped(text))
          .containsExactly(JTOKKIT_CL100K.encodeOrdinary(text).toArray());
      assertThat(BytePairEncoding.p50k().encode(text))
          .as("p50k of %s", escaped(text))
          .containsExactly(JTOKKIT_P50K.encodeOrdinary(text).toArray());
    }
  }

  @Test
  void aCutInAnOverlongPieceCostsNextToNothing() {
    var text = "a".repeat(8 * BytePairEncoding.LONGEST_PIECE);

    long perCut = BytePairEncoding.o200k().count("a".repeat(BytePairEncoding.LONGEST_PIECE));
    assertThat(BytePairEncoding.o200k().count(text)).isEqualTo(8 * perCut);
  }

  @Test
  void cutsOverlongPiecesBetweenCharacters() {
    var text = "語".repeat(BytePairEncoding.LONGEST_PIECE);

    assertThat(BytePairEncoding.o200k().count(text))
        .isBetween(text.length() / 4L, (long) text.length());
  }

  @Test
  void namesTheEncodingsThatThereAre() {
    assertThatThrownBy(() -> BytePairEncoding.named("o300k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("o300k");
  }

  private static final com.knuddels.jtokkit.api.Encoding JTOKKIT_O200K =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  private static final com.knuddels.jtokkit.api.Encoding JTOKKIT_CL100K =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
  private static final com.knuddels.jtokkit.api.Encoding JTOKKIT_P50K =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.P50K_BASE);

  /** All that the patterns tell apart, U+0085 excepted, where the other encoder errs. */
  private static final List<String> ALPHABET =
      List.of(
          "a",
          "b",
          "the",
          "A",
          "B",
          "É",
          "é",
          "ǅ",
          "ʰ",
          "語",
          "あ",
          "ก",
          "़",
          "\u0301",
          "\u20dd",
          "1",
          "²",
          "٣",
          " ",
          " ",
          "  ",
          "\t",
          "\u00a0",
          "\u3000",
          "\n",
          "\r\n",
          "'",
          "'s",
          "'LL",
          "/",
          "//",
          ".",
          ",",
          "{",
          "\"",
          "😀",
          "𝒜",
          "ß",
          "'ve",
          "-",
          "<|endoftext|>");

  private static String mixed(Random random, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> ALPHABET.get(random.nextInt(ALPHABET.size())))
        .reduce("", String::concat);
  }

  private static String word(Random random, int length) {
    return random
        .ints(length, 'a', 'e')
        .collect(StringBuilder::new, (word, c) -> word.append((char) c), StringBuilder::append)
        .toString();
  }

  private static String escaped(String text) {
    return text.chars().mapToObj("%04x"::formatted).toList().toString();
  }

  private static List<JsonNode> vectors() throws IOException {
    try (var in = BytePairEncodingTest.class.getResourceAsStream("vectors.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(new JsonMapper()::readTree)
          .toList();
    }
  }
}
