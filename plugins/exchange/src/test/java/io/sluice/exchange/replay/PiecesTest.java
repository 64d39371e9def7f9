package io.sluice.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {

  @Test
  void aTextIsCutBeforeWords() {
    assertThat(Pieces.of("The quick brown fox jumps over the lazy dog."))
        .containsExactly("The quick brown fox jumps", " over the lazy dog.");
  }

  @Test
  void aShortTextIsOnePieceAndAnEmptyOneIsNone() {
    assertThat(Pieces.of("Bern.")).containsExactly("Bern.");
    assertThat(Pieces.of("")).isEmpty();
  }

  @Test
  void aTextWithoutSpacesIsCutToo() {
    assertThat(Pieces.of("漢字".repeat(25))).hasSize(3).first().isEqualTo("漢字".repeat(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"😀", "👩‍👩‍👧‍👦", "🇨🇭", "é", "👍🏽", "\r\n"})
  void whatIsReadAsOneLetterStaysWhole(String letter) {
    for (var piece : Pieces.of("a" + letter.repeat(100))) {
      assertThat(piece.replace(letter, "")).isIn("", "a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"word ", "漢", "\n", " ", "👩‍👩‍👧‍👦"})
  void aLongTextHasNoMorePiecesThanAReaderCanTake(String part) {
    var text = part.repeat(200_000 / part.length());

    var pieces = Pieces.of(text);

    assertThat(pieces).hasSizeBetween(100, 250).doesNotContain("");
    assertThat(String.join("", pieces)).isEqualTo(text);
  }

  @Test
  void oneLetterOfManyMarksIsOnePiece() {
    var text = "a" + "\u0301".repeat(10_000);

    assertThat(Pieces.of(text)).containsExactly(text);
  }
}
