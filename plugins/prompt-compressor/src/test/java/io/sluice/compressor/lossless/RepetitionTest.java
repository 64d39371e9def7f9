package io.sluice.compressor.lossless;

import static io.sluice.compressor.lossless.Given.compressed;
import static io.sluice.compressor.lossless.Given.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.json.Span;
import io.sluice.compressor.text.TimeLimit;
import io.sluice.compressor.text.TokenEstimate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Passages, pages and log lines that say something again. */
final class RepetitionTest {

  private static final String FIRST =
      "The committee met in Lisbon on 4 May and heard three reports on the state of the harbour.";
  private static final String SECOND =
      "Repairs of the northern pier will cost 2.4 million euros and take until the end of autumn.";
  private static final String THIRD =
      "Nobody objected, but the mayor asked for a second opinion from an engineer of her choice.";
  private static final String PASSAGE = FIRST + " " + SECOND + " " + THIRD;
  private static final String MARK = "[as above: The committee met … of her choice.]";

  @Test
  void aPassageIsSentOnceInOneTextAndAcrossTexts() {
    assertThat(compressed("A\n\n" + PASSAGE + "\n\nB\n\n" + PASSAGE + "\n\nC"))
        .isEqualTo("A\n\n" + PASSAGE + "\n\nB\n\n" + MARK + "\n\nC");
    assertThat(together(PASSAGE, "So: " + FIRST, PASSAGE))
        .containsExactly(PASSAGE, "So: " + FIRST, MARK);
  }

  @Test
  void aCopyThatDiffersInBlanksQuotesAndDashesIsACopy() {
    String given = PASSAGE + " She said \"no\" - twice.";
    String copy = PASSAGE.replace(". ", ".\u00a0 ") + " She said “no” — twice.";

    assertThat(together(given, copy).get(1)).startsWith("[as above: The committee met …");
  }

  @Test
  void ofANearCopyWhatDiffersStays() {
    String other = SECOND.replace("2.4", "2.9");

    assertThat(together(PASSAGE, FIRST + " " + other + " " + THIRD))
        .containsExactly(PASSAGE, FIRST + " " + other + " " + THIRD);
    assertThat(together(PASSAGE, PASSAGE + " " + other).get(1)).isEqualTo(MARK + " " + other);
  }

  @Test
  void aNegationNumberOrNameMakesAnotherPassage() {
    for (var edit :
        List.of(
            PASSAGE.replace("Nobody objected", "Nobody, not one, objected").replace(". ", "; "),
            PASSAGE.replace("4 May", "5 May").replace(". ", "; "),
            PASSAGE.replace("Lisbon", "Porto").replace(". ", "; "))) {
      String given = PASSAGE.replace(". ", "; ");

      assertThat(together(given, edit)).containsExactly(given, edit);
    }
  }

  @Test
  void overlappingChunksShareTheirOverlap() {
    String next = "The next meeting is in June.";

    assertThat(together("Opening. " + PASSAGE, PASSAGE + " " + next).get(1))
        .isEqualTo(MARK + " " + next);
  }

  @Test
  void whatIsKeptIsNeverTheOneThatGoes() {
    var kept = new TextToShrink("See: " + PASSAGE, List.of(new Span(5, 5 + PASSAGE.length())));

    assertThat(Given.compressed(List.of(TextToShrink.free(PASSAGE), TextToShrink.fixed(PASSAGE))))
        .containsExactly(PASSAGE, PASSAGE);
    assertThat(Given.compressed(List.of(TextToShrink.free(PASSAGE), kept)))
        .containsExactly(PASSAGE, "See: " + PASSAGE);
    assertThat(Given.compressed(List.of(TextToShrink.fixed(PASSAGE), TextToShrink.free(PASSAGE))))
        .containsExactly(PASSAGE, MARK);
  }

  @Test
  void codeGoesAsAWholeBlockAndOnlyIfWrittenAlike() {
    String code = "```java\n" + "int a = first(1, 2) + second(3);\n".repeat(8) + "```";

    assertThat(together(code, "Again:\n\n" + code).get(1))
        .startsWith("Again:\n\n[as above: java int");
    assertThat(together(code, code.replace("a =", "a  =")).get(1)).contains("a  =");
  }

  @Test
  void aTextThatIsJsonStaysJson() {
    String json = "{\"report\":\"" + PASSAGE + "\"}";

    assertThat(together(json, json)).containsExactly(json, json);
  }

  @Test
  void withoutAMarkNoTextIsLeftEmpty() {
    var lossless = new Lossless(LosslessSteps.ALL, DuplicateMark.NONE, TokenEstimate::of);
    var texts = List.of(TextToShrink.free(PASSAGE), TextToShrink.free(PASSAGE));

    assertThat(lossless.compress(texts, TimeLimit.none())).isEqualTo(texts);
  }

  @Test
  void aSignatureIsSentOnce() {
    String signature = "-- \nAnna Keller\nHarbour Office, Lisbon\n+351 21 555 0100";

    assertThat(together("Yes.\n\n" + signature, "No.\n\n" + signature).get(1))
        .isEqualTo("No.\n\n[as above: -- Anna Keller … 21 555 0100]");
  }

  @Test
  void footersOfPagesAndWhatStandsBesideThemIsSentOnce() {
    String page = "Some words of a page that differ, number %d.\n".repeat(12);
    var document = new StringBuilder();
    for (int i = 1; i <= 4; i++) {
      document.append(page.formatted((Object[]) numbers(i)));
      document.append("ACME Annual Report\nPage ").append(i).append(" of 4\n");
    }

    String compressed = compressed(document.toString());

    assertThat(compressed).containsOnlyOnce("ACME Annual Report").containsOnlyOnce("of 4");
    assertThat(compressed.lines().filter(line -> line.startsWith("Some"))).hasSize(48);
  }

  private static Integer[] numbers(int page) {
    var numbers = new Integer[12];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = page * 100 + i;
    }
    return numbers;
  }

  @Test
  void headingsThatCountStay() {
    String text = "x ".repeat(300);
    String document = "Page 1\n" + text + "\nPage 2\n" + text + "y\nPage 3\n" + text + "z";

    assertThat(compressed(document)).contains("Page 1", "Page 2", "Page 3");
  }

  @Test
  void equalLogLinesAreCounted() {
    String line = "2026-05-14 12:00:01 ERROR connection refused by the host\n";

    assertThat(compressed(line.repeat(3) + "other\nother\nother\n"))
        .isEqualTo(line.strip() + " [×3]\nother\nother\nother\n");
  }

  @Test
  void whatLogLinesHaveInCommonIsSaidOnce() {
    String log =
        """
        2026-05-14 12:00:01 web-1 nginx[77]: GET /a  200
        2026-05-14 12:00:02 web-1 nginx[77]: GET /b
        2026-05-14 12:00:03 web-1 nginx[77]: POST /c 500
        2026-05-14 12:00:04 web-1 nginx[77]: GET /d
        """;

    assertThat(compressed(log))
        .isEqualTo(
            """
            [4 lines of: 2026-05-14 * web-1 nginx[77]: *]
            12:00:01 GET /a 200
            12:00:02 GET /b
            12:00:03 POST /c 500
            12:00:04 GET /d
            """);
  }

  @Test
  void onceTheTimeIsUpNothingMoreIsDone() {
    var over = TimeLimit.of(java.time.Duration.ZERO, () -> 0);
    var lossless = new Lossless(LosslessSteps.ALL, DuplicateMark.DEFAULT, TokenEstimate::of);

    assertThat(lossless.compress(List.of(TextToShrink.free("a  b")), over))
        .containsExactly(TextToShrink.free("a  b"));
  }
}
