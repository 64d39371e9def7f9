package io.sluice.compressor.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonBlocksTest {

  @Test
  void aBlockBeginsAndEndsALine() {
    var text =
        "Before {\"a\":1}\n  {\"b\":\n [2]}  \r\nafter\n[1] is a citation\n```json\n[3]\n```";

    assertThat(in(text)).containsExactly("{\"b\":\n [2]}", "[3]");
  }

  @Test
  void anUnclosedBracketHidesNothingWithinOrAfterIt() {
    assertThat(in("[\n{\"a\":1}\n{\"b\":2}\n[3]")).containsExactly("{\"a\":1}", "{\"b\":2}", "[3]");
  }

  @Test
  void whatFollowsAFailureIsReadAgainFromThere() {
    assertThat(in("[1,\n[2],\nx\n[4]\n")).containsExactly("[4]");
    assertThat(in("{\n[5]\n")).containsExactly("[5]");
  }

  @Test
  void hostileTextIsReadInLinearTime() {
    assertThat(in("[".repeat(1_000_000))).isEmpty();
    assertThat(in("[\n".repeat(500_000))).isEmpty();
    assertThat(in("[1,\n".repeat(250_000))).isEmpty();
    assertThat(in("{\"a\":\n".repeat(150_000))).isEmpty();
    assertThat(in("[[1],\n" + "[2],\n".repeat(200_000))).isEmpty();
    assertThat(in("[\n".repeat(500) + "1,\n".repeat(300_000) + "1" + "]".repeat(500) + "x"))
        .isEmpty();
  }

  @Test
  void linesOfJsonAreSeen() {
    var text = "{\"a\":1}\r\n\n [2] \n{\"c\":{}}\n";

    assertThat(JsonLines.in(text, 0, text.length()).stream().map(span -> span.of(text)))
        .containsExactly("{\"a\":1}", "[2]", "{\"c\":{}}");
  }

  @Test
  void linesOfAnythingElseAreNot() {
    assertThat(JsonLines.in("{\"a\":1}\nnot", 0, 11)).isEmpty();
    assertThat(JsonLines.in("{\"a\":1}\n17", 0, 10)).isEmpty();
    assertThat(JsonLines.in("{\"a\":1}", 0, 7)).isEmpty();
    assertThat(JsonLines.in("{\"a\":\n1}\n{}", 0, 11)).isEmpty();
  }

  private static List<String> in(String text) {
    return JsonBlocks.in(text).stream().map(span -> span.of(text)).toList();
  }
}
