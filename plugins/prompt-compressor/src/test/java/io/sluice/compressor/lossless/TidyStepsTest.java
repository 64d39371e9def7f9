package io.sluice.compressor.lossless;

import static io.sluice.compressor.lossless.Given.compressed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** White space, invisible characters, tracking parameters, JSON and tables. */
final class TidyStepsTest {

  @Test
  void trailingBlanksAndRunsOfBlankLinesAndSpacesGo() {
    assertThat(compressed("One  two. \n\n \n\nThree.   Four\t\nfive\n"))
        .isEqualTo("One two.\n\nThree. Four\nfive\n");
  }

  @Test
  void windowsLineEndsStay() {
    assertThat(compressed("a \r\n\r\n\r\n\r\nb\r\n")).isEqualTo("a\r\n\r\nb\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hard break  \nnext line",
        "Name    Age\nAnna     31\nBo        4",
        "he said \"two  spaces\" and 'two  more' and `x  y` and «z  z»",
        "a quote \"over\ntwo  lines\" of it",
        "```\na  b \n\n\n\nc\n```",
        "~~~ py\na  b \n\n\n\nc",
        "<pre>\na  b \n\n\n\nc</pre>",
        "x = \"\"\"\na  b \n\n\n\nc\n\"\"\"",
        "    if x:\n        y  = 1\n\n\n    return",
        "key:\n  - a:  1\n    b:   2",
        "-   an item\n1.  another",
        "total  = price  * 2;",
        "a\tb\t\tc",
        "edge ",
        " edge"
      })
  void blanksThatMeanSomethingStay(String text) {
    assertThat(compressed(text)).isEqualTo(text);
  }

  @Test
  void whatNobodySeesGoes() {
    assertThat(compressed("\ufeffcom\u00adpres\u00adsion of\u200b text&nbsp;&nbsp; here"))
        .isEqualTo("compression of text here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "می‌خواهم",
        "क्‍ष",
        "👩‍💻 and 👩🏽‍🚀",
        "ภาษา\u200bไทย",
        "\u200fعربي\u200e",
        "an\u200bid_7 and `a\u200bb` and \"a\u200bb\"",
        "12&nbsp;345"
      })
  void whatIsSeenOrNeededStays(String text) {
    assertThat(compressed(text)).isEqualTo(text);
  }

  @Test
  void trackingParametersGo() {
    assertThat(
            compressed(
                "See https://a.org/p?utm_source=x&id=7&fbclid=Zz9#top, or"
                    + " [b](http://b.org/?gclid=1)."))
        .isEqualTo("See https://a.org/p?id=7#top, or [b](http://b.org/).");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`curl https://a.org/p?utm_source=x`",
        "<a href=\"https://a.org/p?utm_source=x\">",
        "```\nhttps://a.org/p?utm_source=x\n```",
        "https://a.org/utm_source=x?q=utm_source",
        "https://a.org/?a=1&&b=%20&c"
      })
  void otherAddressesStay(String text) {
    assertThat(compressed(text)).isEqualTo(text);
  }

  @Test
  void jsonIsMinified() {
    assertThat(compressed("{ \"b\" : 1.50,\n  \"a\" : [ \"x  y\", 1E+2 ] }"))
        .isEqualTo("{\"b\": 1.50,\"a\": [\"x  y\",1E+2]}");
    assertThat(compressed("Answer from this:\n[ 1,\n 2 ]\n```json\n{ \"a\": 1 }\n```\n"))
        .isEqualTo("Answer from this:\n[1,2]\n```json\n{\"a\": 1}\n```\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```js\n[ 1, 2 ]\n```",
        "    [ 1, 2 ]",
        "[ ]",
        "{ \"a\" : 1, }",
        "{ 'a' : 1 }",
        "[ 1 ] is a citation"
      })
  void whatOnlyLooksLikeJsonStays(String text) {
    assertThat(compressed(text)).isEqualTo(text);
  }

  @Test
  void tablesLoseTheirPadding() {
    assertThat(
            compressed(
                """
                | Name     |  Age |
                |:---------|-----:|
                | Anna \\|  B |   31 |
                |  | "a  |  b" |
                """))
        .isEqualTo(
            """
            | Name | Age |
            |:---|---:|
            | Anna \\|  B | 31 |
            | | "a  |  b" |
            """);
  }

  @Test
  void rowsWithoutADelimiterRowStay() {
    assertThat(compressed("|  a  |  b  |\n|  1  |  2  |"))
        .isEqualTo("|  a  |  b  |\n|  1  |  2  |");
  }
}
