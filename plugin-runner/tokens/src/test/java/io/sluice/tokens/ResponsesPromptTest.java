package io.sluice.tokens;

import static io.sluice.tokens.Counting.count;
import static io.sluice.tokens.Counting.text;
import static io.sluice.tokens.Counting.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.PromptCount;
import org.junit.jupiter.api.Test;

class ResponsesPromptTest {

  private static final String TOOL = "'tools':[{'type':'function','name':'foo'}]";

  @Test
  void aTextIsAMessage() {
    assertThat(count("gpt-4o", "{'input':'hello'}")).isEqualTo(new PromptCount(8, 0, true));
    assertThat(tokens("gpt-4o", "{'input':[{'role':'user','content':'hello'}]}")).isEqualTo(8);
  }

  @Test
  void instructionsAreAMessage() {
    assertThat(tokens("gpt-4o", "{'instructions':'Be brief.','input':'hello'}"))
        .isEqualTo(8 + 4 + text("Be brief."));
  }

  @Test
  void toolsAreAMessageOfTheirOwn() {
    var shown = "namespace functions {\n\ntype foo = () => any;\n\n} // namespace functions";

    assertThat(tokens("gpt-4o", "{'input':'hello'," + TOOL + "}")).isEqualTo(8 + 3 + text(shown));
    assertThat(tokens("gpt-5", "{'input':'hello'," + TOOL + "}"))
        .isEqualTo(7 + 3 + 5 + text(shown));
  }

  @Test
  void aCallThatCarriesAnIdCostsMore() {
    var call =
        "{'input':[{'type':'function_call','call_id':'c','name':'foo','arguments':'{}'%s},"
            + "{'type':'function_call_output','call_id':'c','output':'42'}]}";

    assertThat(tokens("gpt-4o", call.formatted(",'id':'fc_1'")))
        .isEqualTo(tokens("gpt-4o", call.formatted("")) + 3);
  }

  @Test
  void whatWasCompactedIsNotCounted() {
    var long1 = "{'role':'user','content':'" + "word ".repeat(500) + "'}";
    var compacted =
        "{'input':[" + long1 + ",{'type':'compaction'},{'role':'user','content':'hi'}]}";

    assertThat(tokens("gpt-5", compacted)).isLessThan(20);
  }

  @Test
  void whatTheProviderKeepsMakesTheCountInexact() {
    assertThat(count("gpt-4o", "{'input':'hello','previous_response_id':'resp_1'}").exact())
        .isFalse();
  }

  @Test
  void aHostedToolIsCountedOncePerKind() {
    var one = "{'input':'hello','tools':[{'type':'web_search'}]}";
    var two = "{'input':'hello','tools':[{'type':'web_search'},{'type':'web_search'}]}";

    assertThat(tokens("gpt-5", one)).isGreaterThan(100).isEqualTo(tokens("gpt-5", two));
  }

  @Test
  void encryptedReasoningIsCountedByItsLength() {
    var item = "{'input':[{'type':'reasoning','encrypted_content':'%s'}]}";

    assertThat(tokens("gpt-5", item.formatted("a".repeat(4000))))
        .isBetween(400L, 800L)
        .isGreaterThan(tokens("gpt-5", item.formatted("a".repeat(2000))));
  }
}
