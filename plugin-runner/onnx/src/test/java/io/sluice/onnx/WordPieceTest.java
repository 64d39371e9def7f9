package io.sluice.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class WordPieceTest {

  private static final List<String> TOKENS = lines("/io/sluice/models/minilm-l6-v2-q/vocab.txt");
  private static final WordPiece WORD_PIECE = new WordPiece(Vocabulary.of("vocab.txt", TOKENS));

  /** A text and what the reference tokenizer makes of it. */
  record Golden(String text, List<Long> ids) {}

  static Stream<Golden> golden() {
    return lines("wordpiece.jsonl").stream()
        .map(line -> JsonMapper.shared().readValue(line, Golden.class));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void givesTheIdsOfTheReference(Golden golden) {
    assertThat(WORD_PIECE.encode(golden.text(), 512))
        .containsExactly(golden.ids().toArray(Long[]::new));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void cutsBeforeTheEndMark(Golden golden) {
    for (int limit = 2; limit < golden.ids().size(); limit++) {
      var expected = new ArrayList<>(golden.ids().subList(0, limit - 1));
      expected.add(golden.ids().getLast());

      assertThat(WORD_PIECE.encode(golden.text(), limit))
          .containsExactly(expected.toArray(Long[]::new));
    }
  }

  @Test
  void readsSpecialTokensInATextAsText() {
    assertThat(tokens("[SEP] [CLS] [UNK]"))
        .containsExactly(
            "[CLS]", "[", "sep", "]", "[", "cl", "##s", "]", "[", "un", "##k", "]", "[SEP]");
  }

  @Test
  void dropsLoneSurrogates() {
    assertThat(tokens("he\uD83Dllo \uDE00 wor\uDC00ld\uD800"))
        .containsExactly("[CLS]", "hello", "world", "[SEP]");
  }

  @Test
  void takesAWholeWordForUnknownWhenAPartOfItIs() {
    assertThat(tokens("hello\uD835\uDC00world again"))
        .containsExactly("[CLS]", "[UNK]", "again", "[SEP]");
  }

  @Test
  void survivesAnyChars() {
    var random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      random
          .ints(random.nextInt(200), 0, Character.MAX_VALUE + 1)
          .forEach(c -> text.append((char) c));

      assertThat(WORD_PIECE.encode(text.toString(), 64))
          .hasSizeBetween(2, 64)
          .startsWith(id("[CLS]"))
          .endsWith(id("[SEP]"));
    }
  }

  @Test
  void givesEveryThreadTheSameIds() {
    var text = golden().map(Golden::text).reduce("", (a, b) -> a + " " + b);
    var alone = new WordPiece(Vocabulary.of("vocab.txt", TOKENS)).encode(text, 100_000);

    // Fresh: its tables fill while all threads read.
    var shared = new WordPiece(Vocabulary.of("vocab.txt", TOKENS));

    assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> shared.encode(text, 100_000)))
        .allSatisfy(ids -> assertThat(ids).containsExactly(alone));
  }

  private static List<String> tokens(String text) {
    return Arrays.stream(WORD_PIECE.encode(text, 512))
        .mapToObj(id -> TOKENS.get((int) id))
        .toList();
  }

  private static long id(String token) {
    return TOKENS.indexOf(token);
  }

  private static List<String> lines(String resource) {
    var stream = WordPieceTest.class.getResourceAsStream(resource);
    try (var reader =
        new BufferedReader(new InputStreamReader(Objects.requireNonNull(stream), UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
