package io.sluice.compressor.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifiedWordsTest {

  /** Wants to keep nothing that is not said otherwise. */
  private static String prune(String text, Pruning pruning, Map<String, Double> scores) {
    var classifier = new ScoredWords(word -> scores.getOrDefault(word, 0.0));
    return new ClassifiedWords(classifier, word -> 1).prune(text, pruning);
  }

  private static String pruneAll(String text) {
    return prune(text, Pruning.to(0.001), Map.of());
  }

  @Test
  void dropsTheWordsOfTheLowestScoresDownToTheRate() {
    var scores = Map.of("alpha", 0.9, "beta", 0.1, "gamma", 0.5, "delta", 0.3);
    var text = "alpha beta gamma delta";

    assertThat(prune(text, Pruning.to(0.75), scores)).isEqualTo("alpha gamma delta");
    assertThat(prune(text, Pruning.to(0.5), scores)).isEqualTo("alpha gamma");
    assertThat(prune(text, Pruning.to(0.3), scores)).isEqualTo("alpha gamma");
    assertThat(prune(text, Pruning.to(0.25), scores)).isEqualTo("alpha");
    assertThat(prune(text, Pruning.to(1), scores)).isEqualTo(text);
  }

  @Test
  void measuresTheRateInTheTokensOfTheTarget() {
    var classifier = new ScoredWords(word -> word.equals("short") ? 0.1 : 0.5);
    var words = new ClassifiedWords(classifier, word -> word.strip().equals("short") ? 1 : 9);

    assertThat(words.prune("short stays longer", Pruning.to(0.9))).isEqualTo("stays longer");
    assertThat(words.prune("stays longer", Pruning.to(0.6))).isEqualTo("stays longer");
  }

  @Test
  void wordsOfEqualScoreGoOrStayTogether() {
    var scores = Map.of("alpha", 0.2, "beta", 0.2, "gamma", 0.9, "delta", 0.1);

    assertThat(prune("alpha beta gamma delta", Pruning.to(0.5), scores))
        .isEqualTo("alpha beta gamma");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          it costs 15 euros today | 15 euros
          it was ten miles away | ten miles
          they do not know it | not know
          they don't know it | don't know
          he never went there. | never went.
          see https://a.example/b?c=1 for more | https://a.example/b?c=1
          write to a.b@example.org for it | a.b@example.org
          open /etc/hosts or C:\\temp now | /etc/hosts C:\\temp
          call fooBar and foo_bar with it | fooBar foo_bar
          version v1.2.3 came out | v1.2.3 came
          id 019aa0d2-6c1f-7c52-8d0e-0f7d3b8f4a55. | 019aa0d2-6c1f-7c52-8d0e-0f7d3b8f4a55.
          it is "quite the thing" to do | "quite the thing"
          it is “quite the thing” to do | “quite the thing”
          it is «quite the thing» to do | «quite the thing»
          it is 'quite the thing' to do | 'quite the thing'
          run `some code here` and see | `some code here`
          now <keep>some words here</keep> go | <keep>some words here</keep>
          in the town of The Hague it rains | The Hague
          a rise of $5 or €6 or 7 % each | $5 €6 7 %
          a + b = c | a + b = c
          brackets (as here) stay in pairs | (as here)
          """)
  void neverDropsWhatSaysExactlySomething(String text, String expected) {
    assertThat(pruneAll(text).split(" ")).contains(expected.split(" "));
  }

  @Test
  void neverDropsCodeBetweenFences() {
    var code = "```java\nint some = other; // with words\n```";

    assertThat(pruneAll("look here\n" + code + "\nand there")).contains(code);
    assertThat(pruneAll("look here\n~~~\nopen code")).endsWith("~~~\nopen code");
  }

  @Test
  void whatEndedASentenceMovesToTheWordBefore() {
    assertThat(pruneExceptStay("stay gone. stay gone!")).isEqualTo("stay. stay!");
    assertThat(pruneExceptStay("stay, gone. stay")).isEqualTo("stay. stay");
    assertThat(pruneExceptStay("stay gone, gone. stay")).isEqualTo("stay. stay");
    assertThat(pruneExceptStay("stay. gone. stay")).isEqualTo("stay. stay");
    assertThat(pruneExceptStay("stay gone, stay")).isEqualTo("stay stay");
    assertThat(pruneExceptStay("gone. stay")).isEqualTo("stay");
  }

  @Test
  void keepsLineBreaks() {
    assertThat(pruneExceptStay("- stay gone\n- gone stay\n\ngone\n- stay"))
        .isEqualTo("- stay\n- stay\n\n- stay");
    assertThat(pruneExceptStay("  gone stay gone \n")).isEqualTo("  stay \n");
  }

  private static String pruneExceptStay(String text) {
    return prune(text, new Pruning(0.01, Set.of("stay"), false), Map.of());
  }

  @Test
  void keepsForcedTokens() {
    var forced = new Pruning(0.01, Set.of("gone too", ","), false);

    assertThat(prune("all gone too, and gone, too", forced, Map.of())).isEqualTo("gone too, gone,");
  }

  @Test
  void dropsForcedTokensThatRepeatThemselves() {
    var text = "yes well yes yes no 7 7 <keep>yes yes</keep>";

    assertThat(prune(text, new Pruning(0.01, Set.of("yes"), true), Map.of()))
        .isEqualTo("yes no 7 7 <keep>yes yes</keep>");
    assertThat(prune(text, new Pruning(0.01, Set.of("yes"), false), Map.of()))
        .isEqualTo("yes yes yes no 7 7 <keep>yes yes</keep>");
  }

  @Test
  void dropsWordsOfAScriptWithoutSpaces() {
    // The fake takes each of its characters for a word.
    assertThat(prune("我们在家308分。不好", Pruning.to(0.01), Map.of())).isEqualTo("家308分。不好");
  }

  @Test
  void doesNotMakeOneWordOfTwo() {
    assertThat(pruneAll("ab中cd")).isEqualTo("中");
    assertThat(prune("ab中cd", Pruning.to(0.6), Map.of("ab", 0.9, "cd", 0.9))).isEqualTo("ab中cd");
  }
}
