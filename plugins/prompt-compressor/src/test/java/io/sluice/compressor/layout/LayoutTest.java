package io.sluice.compressor.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.extract.Unit;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static final String DOCUMENTS =
      """
      Answer from these documents.

      Document [1](Title: Hollywood Video (company)) It was founded in 1988. It closed in 2010.
      Document [2](Title: Java) Java is an island. Its capital is Jakarta.
      """;

  @Test
  void isTheTextItselfWhenAllUnitsStay() {
    var layout = layout(DOCUMENTS);

    assertThat(layout.render(all(layout), "[…]")).isEqualTo(DOCUMENTS);
  }

  @Test
  void keepsTheNameOfADocumentWithItsSentence() {
    assertThat(rendered(DOCUMENTS, "", "It closed in 2010."))
        .isEqualTo(
            "Answer from these documents.\n\n"
                + "Document [1](Title: Hollywood Video (company)) It closed in 2010.");
  }

  @Test
  void marksOnceWhereSomethingIsGone() {
    assertThat(rendered("One is. Two is. Three is. Four is.", "[…]", "One is.", "Four is."))
        .isEqualTo("One is. […] Four is.");
    assertThat(rendered("One is.\n\nTwo is.\n\n\n\nThree is.\n\nFour is.", "[…]", "Three is."))
        .isEqualTo("[…]\n\nThree is.\n\n[…]");
  }

  @Test
  void keepsParagraphsApart() {
    assertThat(rendered("One is. Two is.\n\n\n\nThree is. Four is.", "", "One is.", "Four is."))
        .isEqualTo("One is.\n\nFour is.");
  }

  @Test
  void keepsTheHeadingsAboveWhatStays() {
    var text = "# Animals\n\n## Cats\nCats purr.\n\n## Dogs\nDogs bark.\n\n# Plants\nRoses smell.";

    assertThat(rendered(text, "", "Dogs bark.")).isEqualTo("# Animals\n\n## Dogs\nDogs bark.");
    assertThat(layout(text).units()).extracting(Unit::heading).contains("Animals; Dogs");
    assertThat(layout(text).units()).extracting(Unit::passage).containsExactly(0, 1, 2);
  }

  @Test
  void neverLeavesOutCode() {
    var text = "Look at this. It is old.\n\n```java\nint a = 1;\n\nint b;\n```\nAnd this?";

    assertThat(rendered(text, "", "And this?"))
        .isEqualTo("```java\nint a = 1;\n\nint b;\n```\nAnd this?");
    assertThat(rendered("Old.\n```\nint a;\n\nint b;", "")).isEqualTo("```\nint a;\n\nint b;");
  }

  @Test
  void numbersOnFromTheTextBefore() {
    var first = layout(DOCUMENTS);
    var second =
        Layout.of(
            DOCUMENTS, List.of(), first.nextPassage(), first.nextParagraph(), LayoutTest::tokens);

    assertThat(first.units().getFirst().passage()).isZero();
    assertThat(second.units().getFirst().passage())
        .isEqualTo(first.units().getLast().passage() + 1);
    assertThat(second.units().getFirst().paragraph())
        .isEqualTo(first.units().getLast().paragraph() + 1);
  }

  static int tokens(String text) {
    return (text.length() + 3) / 4;
  }

  static Layout layout(String text) {
    return Layout.of(text, LayoutTest::tokens);
  }

  static BitSet all(Layout layout) {
    var all = new BitSet();
    all.set(0, layout.units().size());
    return all;
  }

  /** Returns a text with only the units that read so, and those that must stay. */
  static String rendered(String text, String mark, String... units) {
    var layout = layout(text);
    var kept = new BitSet();
    for (var unit : units) {
      var found =
          IntStream.range(0, layout.units().size())
              .filter(i -> layout.units().get(i).text().equals(unit))
              .findFirst();
      assertThat(found).as("%s among %s", unit, texts(layout)).isPresent();
      kept.set(found.getAsInt());
    }
    return layout.render(kept, mark);
  }

  static List<String> texts(Layout layout) {
    return layout.units().stream().map(Unit::text).toList();
  }
}
