package io.sluice.compressor.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FillerWordsTest {

  private final FillerWords fillers = new FillerWords();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The defense gave up the lead in the third quarter. | defense gave up lead in third quarter.
          It was a very good year for the Panthers and an extremely cold one. | It was good year for Panthers and cold one.
          He moved to the United States, where the law is different. | He moved to United States, where law is different.
          Er fuhr mit dem Zug in die Stadt und ist sehr müde. | Er fuhr mit Zug in Stadt und ist müde.
          El equipo que ganó la final es muy joven. | equipo que ganó final es joven.
          Il est très fatigué et il habite dans la maison avec les enfants. | Il est fatigué et il habite dans maison avec enfants.
          """)
  void dropsArticlesAndIntensifiers(String text, String expected) {
    assertThat(prune(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "He lives in The Hague and listens to The Who when it is late.",
        "The Hague is in Holland, which is not far from this city.",
        "It costs $5 a day and is paid for twice a week.",
        "It has a few seats and a million lights, which is a lot for it.",
        "It is not very good and they have never really been there.",
        "He said \"the big house\" and “a small one” to them and they left.",
        "Is it 'the big one' that they have in this house?",
        "It is `the value` that was set and it has been there for long.",
        "It was <keep>in the big house</keep> that they have been.",
        "Vitamin A is in it and so was plan A for this.",
        "Set a to it and then a is what was in it.",
        "The more they have of it, the better it is for this and that.",
        "THE END OF THE STORY is what it was.",
      })
  void leavesWhatSaysMoreThanAnArticleOrIntensifier(String text) {
    assertThat(prune(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "De man is in het huis en de hond was in de tuin met een kat.",
        "Il gatto è sulla tavola e la donna non è in casa con il cane.",
        "O homem não está em casa com a mulher e os filhos do vizinho.",
        "a the a the a the",
        "the the",
        "Он сказал the house и ушёл домой вместе с друзьями вчера вечером.",
        "黑豹队的防守只丢了 308分，在联赛中排名第六 the best。",
      })
  void leavesOtherLanguagesAndWhatIsNone(String text) {
    assertThat(prune(text)).isEqualTo(text);
  }

  @Test
  void readsAShortSentenceInTheLanguageOfItsText() {
    var text = "It was late and they were in bed. The dog barked. Niemand sah der Katze Schatten.";

    assertThat(prune(text))
        .isEqualTo("It was late and they were in bed. dog barked. Niemand sah der Katze Schatten.");
  }

  @Test
  void leavesAGermanArticleThatIsAPronounOrACase() {
    var text = "Es ist die Frau, die Brot und ein Messer mit sich hat, das Haus der Mutter.";

    assertThat(prune(text))
        .isEqualTo("Es ist Frau, die Brot und ein Messer mit sich hat, das Haus der Mutter.");
  }

  @Test
  void leavesWhiteSpaceAndLineBreaksAlone() {
    var text = "  It is in the  big house,\r\n\tand the\n cat is in  it with the dog. \n";

    assertThat(prune(text))
        .isEqualTo("  It is in big house,\r\n\tand the\n cat is in  it with dog. \n");
  }

  @Test
  void leavesForcedTokens() {
    var text = "It is in the big house and the cat was with the dog.";

    assertThat(fillers.prune(text, new Pruning(0.1, Set.of("the big", "the dog"), false)))
        .isEqualTo("It is in the big house and cat was with the dog.");
  }

  @Test
  void keepsAsMuchAsAsked() {
    var text = "It is in the house and the cat was with the dog of the man.";

    assertThat(fillers.prune(text, Pruning.to(1))).isEqualTo(text);
    assertThat(fillers.prune(text, Pruning.to(0.9)))
        .isEqualTo("It is in house and the cat was with the dog of the man.");
  }

  @Test
  void leavesCodeInAFenceAlone() {
    var text =
        """
        It is in the house.
        ```
        # it is in the house and the cat was in the garden
        ```
        It was in the car.
        """;

    assertThat(prune(text))
        .isEqualTo(text.replace("is in the house.", "is in house.").replace("the car", "car"));
  }

  private String prune(String text) {
    return fillers.prune(text, Pruning.to(0.01));
  }
}
