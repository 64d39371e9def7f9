package io.sluice.compressor.layout;

import static io.sluice.compressor.layout.LayoutTest.layout;
import static io.sluice.compressor.layout.LayoutTest.rendered;
import static io.sluice.compressor.layout.LayoutTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.extract.Unit;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuresTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Document [1](Title: Cats) One is. Two is.\nDocument [2](Title: Dogs) Three is.",
        "[1] One is. Two is.\n[2] Three is.",
        "Document 1: Cats\nOne is. Two is.\n\nDocument 2: Dogs\nThree is.",
        "[Document 1]\nOne is. Two is.\n\n[Document 2]\nThree is.",
        "文档1：One is. Two is.\n文档2：Three is.",
        "Title: Cats\nSource: a.com\n\nOne is. Two is.\n\nTitle: Dogs\nSource: b.com\n\nThree is.",
        "Title: Cats\nContent: One is. Two is.\n\nTitle: Dogs\nContent: Three is.",
        "<doc id=\"1\">One is. Two is.</doc>\n<doc id=\"2\">Three is.</doc>",
        "<document index=\"1\">\n<source>a</source>\n<document_content>\nOne is. Two is.\n"
            + "</document_content>\n</document>\n<document>\nThree is.\n</document>",
        "One is. Two is.\n\n---\n\nThree is.",
        "One is. Two is.\n=====\nThree is.",
        "# Cats\nOne is. Two is.\n# Dogs\nThree is.",
        "Cats\n====\nOne is. Two is.\n\nDogs\n----\nThree is.",
      })
  void tellsDocumentsApart(String text) {
    var units = layout(text).units();

    assertThat(texts(layout(text))).containsExactly("One is.", "Two is.", "Three is.");
    assertThat(units).extracting(Unit::passage).containsExactly(0, 0, 1);
  }

  @Test
  void keepsTagsInPairs() {
    var text =
        """
        <documents>
        <document index="1">
        <source>cats.txt</source>
        <document_content>
        Cats purr. Cats sleep.
        </document_content>
        </document>
        <document index="2">
        <source>dogs.txt</source>
        Dogs bark.
        </document>
        </documents>
        Who barks?\
        """;

    assertThat(rendered(text, "[…]", "Dogs bark.", "Who barks?"))
        .isEqualTo(
            """
            <documents>
            […]
            <document index="2">
            <source>dogs.txt</source>
            Dogs bark.
            </document>
            </documents>
            Who barks?\
            """);
    assertThat(layout(text).units().getFirst().heading()).contains("cats.txt");
    assertThat(rendered(text, "", "Who barks?")).isEqualTo("Who barks?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Use this.\n\n[1] One is.\n[2] Two is.\n\nQuestion: Who is?\nAnswer:",
        "Use this.\n<context>\nOne is.\n</context>\nQuestion: Who is?\nAnswer:",
        "Use this.\n\n<context>One is.</context>\n\nWho is?",
        """
        <instructions>
        - Use this.
        </instructions>
        <doc>
        One is.
        </doc>
        <question>Who is?</question>\
        """,
        "文档1：One is.\n文档2：Two is.\n\n问题：Who is?",
      })
  void neverLeavesOutWhatIsAskedAboutDocuments(String text) {
    var rendered = rendered(text, "");

    assertThat(rendered).contains("Who is?").doesNotContain("One is.", "doc", "context", "[1]");
    assertThat(rendered.contains("Use this.")).isEqualTo(text.contains("Use this."));
    assertThat(rendered.contains("Answer:")).isEqualTo(text.contains("Answer:"));
  }

  @Test
  void theFieldsBelowTheNumberOfADocumentBelongToIt() {
    var text = "[1] Title: Cats\nContent: One is. Two is.\n[2] Title: Dogs\nContent: Three is.";

    assertThat(rendered(text, "", "Two is.")).isEqualTo("[1] Title: Cats\nContent: Two is.");
    assertThat(layout(text).units().getFirst().heading()).contains("Cats");
  }

  @Test
  void aTagWithoutAPartnerIsText() {
    var text = "<document>\nOne is.\n\nTwo is </b> here.";

    assertThat(texts(layout(text))).containsExactly("<document>", "One is.", "Two is </b> here.");
  }

  @Test
  void keepsTheParentsOfAnItem() {
    var text = "- Animals\n  - Cats\n    - Tom\n  - Dogs\n- Plants\n  1. Rose\n  2. Lily\n";

    assertThat(rendered(text, "", "- Tom", "2. Lily"))
        .isEqualTo("- Animals\n  - Cats\n    - Tom\n- Plants\n  2. Lily\n");
  }

  @Test
  void keepsTheLineThatIntroducesAList() {
    var text = "Some talk. The steps are:\n\n1. Stop.\n2. Go.\n\nThat is all.";

    assertThat(rendered(text, "", "2. Go.")).isEqualTo("The steps are:\n\n2. Go.");
    assertThat(rendered(text, "", "Some talk.")).isEqualTo("Some talk.");
  }

  @Test
  void keepsTheHeadOfATableWithARow() {
    var text =
        "Prices.\n\n| Item | Price |\n|---|---:|\n| Tea | 2 |\n| Milk | 1 |\n| Jam | 4 |\n\nEnd.";

    assertThat(rendered(text, "[…]", "| Milk | 1 |"))
        .isEqualTo("[…]\n\n| Item | Price |\n|---|---:|\n| Milk | 1 |\n\n[…]");
    assertThat(rendered(text, "[…]", "| Tea | 2 |", "| Jam | 4 |", "End."))
        .isEqualTo("[…]\n\n| Item | Price |\n|---|---:|\n| Tea | 2 |\n| Jam | 4 |\n\nEnd.");
    assertThat(layout(text).units().get(1).heading()).contains("Price");
  }

  @Test
  void keepsTheHeadOfCommaSeparatedValuesWithALine() {
    var text = "name,city,age\nAnn,Rome,31\n\"Lee, Bo\",Paris,40\nCid,Oslo,9\n";

    assertThat(rendered(text, "[…]", "\"Lee, Bo\",Paris,40"))
        .isEqualTo("name,city,age\n\"Lee, Bo\",Paris,40");
    assertThat(texts(layout("a\tb\nc\td\ne\tf"))).containsExactly("c\td", "e\tf");
  }

  @Test
  void keepsWhoSpeaksWithWhatIsKeptOfATurn() {
    var text =
        """
        Ann Lee: %sHow do you do?
        Bob: I am very well, thank you. And you?
        Ann Lee: The weather is lovely today.
        Bob: It is indeed.
        """
            .formatted("Good morning to you all. ".repeat(9));

    assertThat(rendered(text, "", "How do you do?")).isEqualTo("Ann Lee: How do you do?");
    assertThat(layout(text).units().getLast().passage()).isEqualTo(3);
    assertThat(layout(text).units().getFirst().heading()).isEqualTo("Ann Lee:");
    assertThat(texts(layout(text))).contains("I am very well, thank you. And you?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[10:32] ann: One is.\n[10:33] bob: Two is.\n[10:34] ann: Three is.\n[10:35] bob: Four is.",
        "10:32 <ann> One is.\n10:33 <bob> Two is.\n10:34 <ann> Three is.\n10:35 <bob> Four is.",
        "12/31/23, 10:32 PM - ann: One is.\n12/31/23, 10:33 PM - bob: Two is.\n"
            + "12/31/23, 10:33 PM - ann: Three is.\n12/31/23, 10:34 PM - bob: Four is.",
        "User: One is.\nAssistant: Two is.\nUser: Three is.\n\nAssistant: Four is.",
        "**User:** One is.\n\n**Bot:** Two is.\n\n**User:** Three is.\n\n**Bot:** Four is.",
        "用户：One is.\n客服：Two is.\n用户：Three is. \n客服：Four is.",
      })
  void tellsTurnsApart(String text) {
    assertThat(texts(layout(text))).containsExactly("One is.", "Two is.", "Three is.", "Four is.");
    assertThat(layout(text).units()).extracting(Unit::passage).containsExactly(0, 1, 2, 3);
  }

  @Test
  void keepsAStackTraceWithItsLine() {
    var text =
        """
        2026-01-31 10:00:00 INFO started
        2026-01-31 10:00:01 ERROR failed
        java.lang.IllegalStateException: no
        \tat a.B.c(B.java:1)
        Caused by: x
        \t... 3 more
        2026-01-31 10:00:02 INFO ended\
        """;

    assertThat(layout(text).units()).hasSize(3);
    assertThat(layout(text).units().get(1).text()).endsWith("... 3 more");
    assertThat(layout("[ERROR] one\n[INFO] two").units()).hasSize(2);
    assertThat(layout("Jan 31 10:00:00 host app[1]: one\nJan 31 10:00:01 host app[1]: two").units())
        .hasSize(2);
  }

  @Test
  void leavesMembersOutOfJson() {
    var text = "{\n  \"a\": 1,\n  \"b\": \"x, y\",\n  \"c\": [1, 2]\n}";

    assertThat(rendered(text, "[…]", "\"b\": \"x, y\"")).isEqualTo("{\n  \"b\": \"x, y\"\n}");
    assertThat(rendered(text, "[…]", "\"a\": 1", "\"c\": [1, 2]"))
        .isEqualTo("{\n  \"a\": 1,\n  \"c\": [1, 2]\n}");
    assertThat(rendered(text, "[…]")).isEqualTo("{\n}");
  }

  @Test
  void leavesElementsOutOfJsonInText() {
    var text = "Result:\n\n[{\"id\": 1}, {\"id\": 2}, {\"id\": 3}]\n\nWhich is it?";

    assertThat(rendered(text, "[…]", "{\"id\": 2}", "Which is it?"))
        .isEqualTo("Result:\n\n[{\"id\": 2}]\n\nWhich is it?");
    assertThat(rendered(text, "[…]", "Which is it?")).isEqualTo("[…]\n\nWhich is it?");
  }

  @Test
  void keepsTheTitleOfARecordWithASentenceOfItsText() {
    var sentences = "All of this is long ago, and nobody knows it. ".repeat(12);
    var text =
        "{\"hits\":[{\"title\":\"Cats\",\"text\":\"%sThey purr.\\n\\nThey sleep.\",\"n\":7},{\"title\":\"Dogs\",\"text\":\"%s\"}]}"
            .formatted(sentences, sentences);

    assertThat(rendered(text, "[…]", "They sleep."))
        .isEqualTo("{\"hits\":[{\"title\":\"Cats\",\"text\":\"They sleep.\",\"n\":7}]}");
    assertThat(layout(text).units().getFirst().heading()).contains("Cats");
    assertThat(layout(text).units().getLast().passage()).isEqualTo(1);
  }

  @Test
  void leavesLinesOutOfLinesOfJson() {
    var text = "{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n{\"a\":5}\n";

    assertThat(rendered(text, "[…]", "\"a\":1", "\"a\":5")).isEqualTo("{\"a\":1}\n{\"a\":5}\n");
  }

  @Test
  void seesJsonBehindWordsOnItsLine() {
    var text =
        "Tool result: {\"first\": \"The first value of all\", \"second\": \"The second value\","
            + " \"n\": 3}";

    assertThat(rendered(text, "", "\"n\": 3")).isEqualTo("Tool result: {\"n\": 3}");
  }

  @Test
  void aVectorIsOneUnit() {
    assertThat(layout("[1, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]").units())
        .hasSize(1);
  }

  @Test
  void keepsCodeWithoutAFence() {
    var text = "See.\n\nint main() {\n  int a = 1;\n\n  return a;\n}\n\nAnd so on.";
    var indented = "See.\n\n    x = f(1)\n    print(x)\n\nAnd so on.";

    assertThat(rendered(text, "")).isEqualTo("int main() {\n  int a = 1;\n\n  return a;\n}");
    assertThat(rendered(indented, "")).isEqualTo("    x = f(1)\n    print(x)");
  }

  @Test
  void keepsAFenceThatOpensBehindWordsOrAnItem() {
    assertThat(rendered("Run this: ```sh\nls\n```\nIt lists. It ends.", "", "It ends."))
        .isEqualTo("Run this: ```sh\nls\n```\nIt ends.");
    assertThat(rendered("- ```sh\n  ls\n  ```\n- two", "", "- two"))
        .isEqualTo("- ```sh\n  ls\n  ```\n- two");
    assertThat(rendered("~~~\n```\n~~~\nOne.", "")).isEqualTo("~~~\n```\n~~~");
  }

  @Test
  void keepsWhatIsSetInBelowAKeyWithIt() {
    var text = "name: app\nports:\n  - 80\n  - 443\nimage: x:1\n";

    assertThat(texts(layout(text)))
        .containsExactly("name: app", "ports:\n  - 80\n  - 443", "image: x:1");
  }

  @Test
  void keepsAShortQuoteWhole() {
    assertThat(layout("He said:\n> One is.\n> Two is.\n\nEnd.").units()).hasSize(3);
  }

  @Test
  void theHeadOfAMailStaysWithItsText() {
    var text =
        "From: ann@a.com\nTo: bob@b.com\nSubject: Tea\n\nCome at five. Bring milk.\n-- \nAnn\nAcme";

    assertThat(rendered(text, "", "Bring milk."))
        .isEqualTo("From: ann@a.com\nTo: bob@b.com\nSubject: Tea\n\nBring milk.");
    assertThat(texts(layout(text))).endsWith("-- \nAnn\nAcme");
  }

  @Test
  void linesThatWereBrokenToFitAreOneSentence() {
    var text =
        "This sentence is so long that whoever wrote it did break\n"
            + "its line before the end. Then on.";

    assertThat(layout(text).units()).hasSize(2);
    assertThat(layout("Rose\nLily\nTulip").units()).hasSize(3);
  }

  @Test
  void oneMillionCharactersOnALineAreNoTrouble() {
    for (var text :
        new String[] {
          "x".repeat(1_000_000),
          "word ".repeat(200_000),
          "[".repeat(1_000_000),
          "{\"a\":".repeat(200_000),
          "<a>".repeat(300_000),
          "- a\n".repeat(100_000),
          "` ``` ".repeat(100_000),
          "a: b\n".repeat(100_000),
          "|a\n".repeat(100_000),
          "[1] a\n".repeat(100_000),
          "[\n".repeat(100_000),
          "<b>\n".repeat(100_000),
          " ".repeat(1_000_000),
          "\n".repeat(1_000_000),
          "\"".repeat(1_000_000),
          "a,b,c\n".repeat(100_000),
          "    x = 1;\n\n".repeat(100_000),
          "# a\n".repeat(100_000),
          "  ".repeat(500) + "- a\n".repeat(100_000),
          "(".repeat(1_000_000),
          "Document [1](Title: ".repeat(50_000),
          "```\n".repeat(100_001),
        }) {
      var layout = layout(text);

      assertThat(layout.render(LayoutTest.all(layout), "")).isEqualTo(text);
      var some = new BitSet();
      some.set(0, layout.units().size() / 2);
      assertThat(layout.render(some, "[…]").length()).isLessThanOrEqualTo(text.length() + 20);
    }
  }
}
