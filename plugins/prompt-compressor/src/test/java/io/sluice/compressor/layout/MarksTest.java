package io.sluice.compressor.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

  /** From LLMLingua's README, shortened: "Structured Prompt Compression". */
  private static final String STRUCTURED =
      """
      <llmlingua, compress=False>Speaker 4:</llmlingua><llmlingua, rate=0.4> Thank you. And can we \
      do the functions for content? Items I believe are 11, three, 14, 16 and 28, I believe.\
      </llmlingua><llmlingua, compress=False>
      Speaker 0:</llmlingua><llmlingua, rate=0.6> Item 11 is a communication from Council on \
      Price.</llmlingua>\
      """;

  /** From LLMLingua's tests of structured JSON, shortened. */
  private static final String STRUCTURED_JSON =
      """
      <llmlingua, compress=False>{
          "id": "</llmlingua><llmlingua, rate=0.8>987654</llmlingua><llmlingua, compress=False>",
          "biography": "</llmlingua><llmlingua, rate=0.4>John Doe, born in New York in 1985, is a \
      renowned software engineer.</llmlingua><llmlingua, compress=False>"
      }</llmlingua>\
      """;

  @Test
  void aTextWithoutMarksIsOneRegion() {
    var marked = Marks.of("a < b, and <b>c</b>");

    assertThat(marked.text()).isEqualTo("a < b, and <b>c</b>");
    assertThat(marked.regions()).containsExactly(Region.compressible(0, 19));
    assertThat(marked.isPlain()).isTrue();
    assertThat(Marks.of("").regions()).isEmpty();
  }

  @Test
  void whatIsBetweenKeepTagsIsRequiredAndTheTagsAreGone() {
    var marked = Marks.of("One. <keep>Two.</keep> Three.");

    assertThat(marked.text()).isEqualTo("One. Two. Three.");
    assertThat(shown(marked)).containsExactly("+One. ", "-Two.", "+ Three.");
  }

  @Test
  void keepTagsMayBeNestedAndInCapitals() {
    assertThat(shown(Marks.of("a<KEEP>b<Keep>c</keep>d</KEEP>e")))
        .containsExactly("+a", "-bcd", "+e");
  }

  @Test
  void anUnclosedKeepTagStaysAndKeepsAllBehindIt() {
    assertThat(shown(Marks.of("a<keep>b"))).containsExactly("+a", "-<keep>b");
    assertThat(shown(Marks.of("a</keep>b"))).containsExactly("+a</keep>b");
    assertThat(shown(Marks.of("a<keep>b<keep>c</keep>d"))).containsExactly("+a", "-<keep>bcd");
  }

  @Test
  void theGatewaysMarkLetsOnlyItsContentBeCompressed() {
    var marked = Marks.of("<LLMLINGUA>\nRetrieved text.\n</LLMLINGUA> | What is it?");

    assertThat(marked.text()).isEqualTo("\nRetrieved text.\n | What is it?");
    assertThat(shown(marked)).containsExactly("+\nRetrieved text.\n", "- | What is it?");
  }

  @Test
  void aStructuredPromptSetsARateForEachPart() {
    var marked = Marks.of(STRUCTURED);

    assertThat(marked.text())
        .doesNotContainIgnoringCase("llmlingua")
        .startsWith("Speaker 4: Thank");
    assertThat(marked.regions())
        .extracting(Region::compressible)
        .containsExactly(false, true, false, true);
    assertThat(marked.regions().get(1).rate()).contains(0.4);
    assertThat(marked.regions().get(3).rate()).contains(0.6);
    assertThat(marked.regions().get(0).rate()).isEmpty();
  }

  @Test
  void aStructuredPromptMayHoldJson() {
    var marked = Marks.of(STRUCTURED_JSON);

    assertThat(marked.text()).startsWith("{\n    \"id\": \"987654\",");
    assertThat(marked.regions()).hasSize(5);
    assertThat(marked.regions().get(3).rate()).contains(0.4);
  }

  @Test
  void readsAttributesWithCommasAndWithout() {
    var spaced = Marks.of("<llmlingua rate=0.5 force_tokens=\"a,b\">text</llmlingua>").regions();
    var listed =
        Marks.of(
                "<LLMLingua, force_tokens=['\\n', '?', ','], rate = '0.3',"
                    + " compress=True>t</llmlingua>")
            .regions();
    var off = Marks.of("<llmlingua rate=0.3 compress=False>text</llmlingua>").regions();

    assertThat(spaced.getFirst().rate()).contains(0.5);
    assertThat(spaced.getFirst().forceTokens()).isEqualTo(Set.of("a", "b"));
    assertThat(listed.getFirst().rate()).contains(0.3);
    assertThat(listed.getFirst().forceTokens()).isEqualTo(Set.of("\n", "?", ","));
    assertThat(off).containsExactly(Region.required(0, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a <LLMLINGUA> b",
        "a </llmlingua> b",
        "<llmlingua>a<llmlingua, rate=0.4>b</llmlingua>c</llmlingua>",
        "<llmlingua, rate=0>a</llmlingua>",
        "<llmlingua, rate=NaN>a</llmlingua>",
        "<llmlingua, rate=4>a</llmlingua>",
        "<llmlingua, rate>a</llmlingua>",
        "<llmlingua, compress=maybe>a</llmlingua>",
        "<llmlingua>a</llmlingua",
        "<keep>a</keep><llmlingua>b",
      })
  void marksThatAreNotProperLeaveTheTextAlone(String text) {
    var marked = Marks.of(text);

    assertThat(marked.text()).isEqualTo(text);
    assertThat(marked.isRequired()).isTrue();
  }

  @Test
  void keepTagsCountWithinTheGatewaysMark() {
    assertThat(shown(Marks.of("a<llmlingua>b<keep>c</keep>d</llmlingua>e")))
        .containsExactly("-a", "+b", "-c", "+d", "-e");
  }

  @Test
  void tagsInABlockOfCodeAreCode() {
    var text = "Why?\n```xml\n<keep>true</keep>\n```\n";

    assertThat(Marks.of(text).text()).isEqualTo(text);
    assertThat(Marks.of(text).isPlain()).isTrue();
  }

  @Test
  void aRequiredRegionMakesItsSentencesRequired() {
    var marked = Marks.of("One is. <keep>Two is.</keep> Three <keep>is</keep>. Four.");
    var layout = Layout.of(marked.text(), marked.regions(), 0, 0, LayoutTest::tokens);

    assertThat(layout.units().stream().filter(unit -> unit.required()).map(unit -> unit.text()))
        .containsExactly("Two is.", "is");
  }

  @Test
  void nothingOutsideTheGatewaysMarkIsLeftOut() {
    var marked =
        Marks.of("# Task\n\n<LLMLINGUA>Old news. More news.</LLMLINGUA>\n\n# Question\nWho is it?");
    var layout = Layout.of(marked.text(), marked.regions(), 0, 0, LayoutTest::tokens);

    assertThat(layout.render(new java.util.BitSet(), ""))
        .isEqualTo("# Task\n\n# Question\nWho is it?");
  }

  private static List<String> shown(Marked marked) {
    return marked.regions().stream()
        .map(region ->
            (region.compressible() ? "+" : "-")
                + marked.text().substring(region.start(), region.end()))
        .toList();
  }
}
