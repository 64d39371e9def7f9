package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

  @Test
  void isAStructuredFieldWithItsDetailsInOrder() {
    var decision =
        Decision.of("ai-semantic-router", "intent")
            .with("intent", "greeting")
            .with("similarity", "0.831");

    assertThat(decision)
        .hasToString("ai-semantic-router;reason=intent;intent=greeting;similarity=0.831");
  }

  @Test
  void withoutDetailsIsThePluginAlone() {
    assertThat(new Decision("ai-audit", new LinkedHashMap<>())).hasToString("ai-audit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          greeting       | greeting
          gpt-5.1:mini/x | gpt-5.1:mini/x
          -0.831         | -0.831
          42             | 42
          0.8312         | "0.8312"
          1st            | "1st"
          -              | "-"
          ^^             | ""
          a b            | "a b"
          a;b=c          | "a;b=c"
          a,b            | "a,b"
          say "a\\b"     | "say \\"a\\\\b\\""
          grüß 😀        | "gr?? ?"
          """)
  void whatIsNoTokenOrNumberIsQuoted(String value, String item) {
    assertThat(Decision.of("p", value)).hasToString("p;reason=" + item);
  }

  @Test
  void canNotBreakOutOfItsHeader() {
    assertThat(Decision.of("p", "a\r\nX-Admin: 1")).hasToString("p;reason=\"a??X-Admin: 1\"");
  }

  @Test
  void neverChanges() {
    var details = new LinkedHashMap<String, String>();
    var decision = new Decision("p", details);

    details.put("a", "b");
    var more = decision.with("c", "d");

    assertThat(decision.details()).isEmpty();
    assertThat(more.details()).containsOnlyKeys("c");
  }

  @Test
  void aDetailGivenAgainTakesTheOldOnesPlace() {
    assertThat(Decision.of("p", "a").with("b", "c").with("reason", "d"))
        .hasToString("p;reason=d;b=c");
  }
}
