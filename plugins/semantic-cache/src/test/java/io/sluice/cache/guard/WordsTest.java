package io.sluice.cache.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "cards, card",
    "cities, city",
    "boxes, box",
    "stopped, stop",
    "stopping, stop",
    "making, make",
    "carried, carry"
  })
  void formsOfAWordHaveOneStem(String form, String word) {
    assertThat(Stem.of(form)).isEqualTo(Stem.of(word));
  }

  @ParameterizedTest
  @CsvSource({"bus, bu", "glass, glas", "ring, r", "red, r"})
  void aWordThatOnlyLooksInflectedKeepsItsEnd(String word, String not) {
    assertThat(Stem.of(word)).isNotEqualTo(not);
  }

  @ParameterizedTest
  @CsvSource({"order, odrer", "the, teh", "balance, ballance", "account, acount"})
  void aSlipIsAnExchangeOrADoubledLetter(String word, String slip) {
    assertThat(Typo.isSlip(word, slip)).isTrue();
    assertThat(Typo.isSlip(slip, word)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"order, odder", "male, female", "form, from the", "a, b", "on, no", "abcd, cdab"})
  void anotherWordIsNoSlip(String word, String other) {
    assertThat(Typo.isSlip(word, other)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"balance, balence", "balance, balnce", "account, accouint"})
  void anotherMissingOrAddedLetterIsNear(String word, String other) {
    assertThat(Typo.isNear(word, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"007, 0, 7", "1.50, 1, 1.5", "8:30, 1, 8:30", "1.2.3, 2, 1.2.3", "0.0, 1, 0"})
  void equalNumbersHaveOneForm(String digits, int dots, String form) {
    assertThat(Numbers.canonical(digits, dots)).isEqualTo(form);
  }

  @Test
  void noWordIsItsOwnOpposite() {
    assertThat(Lexicon.PACKAGED.opposites())
        .allSatisfy(
            (word, sides) -> assertThat(sides).noneMatch(side -> sides.contains(side.opposite())));
  }

  @Test
  void everyListIsRead() {
    var lexicon = Lexicon.PACKAGED;

    assertThat(lexicon.contractions()).containsKey("can't");
    assertThat(lexicon.fillerWords()).contains("please");
    assertThat(lexicon.functionWords()).contains("the");
    assertThat(lexicon.negators()).contains("not", "no_longer");
    assertThat(lexicon.numbers()).containsEntry("seven", "7");
    assertThat(lexicon.synonyms()).containsKey("display");
    assertThat(lexicon.members()).containsKeys("monday", "new_york", "usa");
    assertThat(lexicon.targets()).containsEntry("who", "person");
    assertThat(lexicon.directions()).containsEntry("into", "to");
    assertThat(lexicon.languages()).containsKey("der");
    assertThat(lexicon.fileEndings()).contains("csv");
  }

  @Test
  void aReasonIsShownInLowerCase() {
    assertThat(Reason.NUMBER.label()).isEqualTo("number");
  }
}
