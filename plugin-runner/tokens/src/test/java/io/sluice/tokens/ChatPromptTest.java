package io.sluice.tokens;

import static io.sluice.tokens.Counting.count;
import static io.sluice.tokens.Counting.text;
import static io.sluice.tokens.Counting.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.PromptCount;
import org.junit.jupiter.api.Test;

class ChatPromptTest {

  private static final String HELLO = "{'messages':[{'role':'user','content':'hello'}]}";

  @Test
  void aMessageCostsFourAndTheReplyThree() {
    assertThat(count("gpt-4o", HELLO)).isEqualTo(new PromptCount(8, 0, true));
    assertThat(tokens("gpt-3.5-turbo", HELLO)).isEqualTo(8);
  }

  @Test
  void reasoningModelsBeginTheirReplyWithTwo() {
    assertThat(tokens("gpt-5-mini", HELLO)).isEqualTo(7);
    assertThat(tokens("o3-mini-2025-01-31", HELLO)).isEqualTo(7);
  }

  @Test
  void whatAReasoningModelSaidNamesItsChannel() {
    var talk =
        "{'messages':[{'role':'user','content':'hello'},{'role':'assistant','content':'hello'}]}";

    assertThat(tokens("gpt-5", talk)).isEqualTo(7 + 4 + 2 + 1);
    assertThat(tokens("gpt-4o", talk)).isEqualTo(8 + 4 + 1);
  }

  @Test
  void aNameCostsItsTokensAndOne() {
    assertThat(tokens("gpt-4o", "{'messages':[{'role':'user','name':'ann','content':'hello'}]}"))
        .isEqualTo(8 + text("ann") + 1);
  }

  @Test
  void partsOfTextAreCountedEach() {
    assertThat(
            tokens(
                "gpt-4o",
                "{'messages':[{'role':'user','content':[{'type':'text','text':'hello'},"
                    + "{'type':'text','text':'world'}]}]}"))
        .isEqualTo(9);
  }

  @Test
  void searchModelsBillTextsAlone() {
    assertThat(tokens("gpt-4o-search-preview", HELLO)).isEqualTo(1);
  }

  @Test
  void legacyFunctionsAreShownAsTypeScript() {
    var body =
        "{'messages':[{'role':'user','content':'hello'}],"
            + "'functions':[{'name':'foo','parameters':{'type':'object','properties':{}}}]}";

    assertThat(count("gpt-4o", body).tokens()).isEqualTo(31);
    assertThat(count("gpt-3.5-turbo", body).exact()).isTrue();
  }

  @Test
  void aForcedFunctionIsNamed() {
    var body =
        "{'messages':[{'role':'user','content':'hello'}],"
            + "'functions':[{'name':'foo'}],'function_call':%s}";

    long free = tokens("gpt-4o", body.formatted("'auto'"));
    assertThat(tokens("gpt-4o", body.formatted("'none'"))).isEqualTo(free + 1);
    assertThat(tokens("gpt-4o", body.formatted("{'name':'foo'}"))).isEqualTo(free + 5);
  }

  @Test
  void toolsFollowTheSystemMessage() {
    var tools = "'tools':[{'type':'function','function':{'name':'foo'}}]";
    var alone = "{'messages':[{'role':'user','content':'hello'}]," + tools + "}";
    var behind =
        "{'messages':[{'role':'system','content':'Hi'},{'role':'user','content':'hello'}],"
            + tools
            + "}";

    // A message saved, a blank line and the text more.
    assertThat(tokens("gpt-4o", behind)).isEqualTo(tokens("gpt-4o", alone) + text("Hi\n\n"));
  }

  @Test
  void aCallNamesItsFunctionTwice() {
    var body =
        "{'messages':[{'role':'user','content':'hello'},"
            + "{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function',"
            + "'function':{'name':'multiply','arguments':'{}'}}]},"
            + "{'role':'tool','tool_call_id':'c1','content':'42'}]}";

    long calls = 8 + text("multiply") + text("{}") + text("functions.multiply") + text("42");
    assertThat(tokens("gpt-4o", body)).isEqualTo(8 + calls + 4);
  }

  @Test
  void callsMadeAtOnceAreWrapped() {
    var call = "{'id':'%s','function':{'name':'foo','arguments':'{}'}}";
    var one = "{'messages':[{'role':'assistant','tool_calls':[" + call.formatted("a") + "]}]}";
    var two =
        "{'messages':[{'role':'assistant','tool_calls':["
            + call.formatted("a")
            + ","
            + call.formatted("b")
            + "]}]}";

    assertThat(tokens("gpt-4o", two) - tokens("gpt-4o", one)).isEqualTo(4 + 2 + 17);
  }

  @Test
  void aSchemaOfTheAnswerIsShownWithoutWhatItForbids() {
    var schema = "{'type':'object','properties':{'city':{'type':'string'}}%s}";
    var body =
        "{'messages':[{'role':'user','content':'hello'}],'response_format':{'type':'json_schema',"
            + "'json_schema':{'name':'Place','schema':"
            + schema
            + "}}}";

    long bare = tokens("gpt-4o", body.formatted(""));
    assertThat(bare).isGreaterThan(8 + 20);
    assertThat(
            tokens("gpt-4o", body.formatted(",'required':['city'],'additionalProperties':false")))
        .isEqualTo(bare);
  }

  @Test
  void aPropertyMayBeCalledRequired() {
    var body =
        "{'messages':[],'response_format':{'json_schema':{'name':'x','schema':{'properties':"
            + "{%s}}}}}";

    assertThat(tokens("gpt-4o", body.formatted("'required':{'type':'string'}")))
        .isGreaterThan(tokens("gpt-4o", body.formatted("")));
  }

  @Test
  void toolsAreNoExactCount() {
    assertThat(
            count("gpt-4o", "{'messages':[],'tools':[{'type':'function','function':{'name':'a'}}]}")
                .exact())
        .isFalse();
  }

  @Test
  void anthropicsSystemIsCountedToo() {
    assertThat(
            tokens(
                "gpt-4o", "{'system':'Be brief.','messages':[{'role':'user','content':'hello'}]}"))
        .isEqualTo(8 + 4 + text("Be brief."));
  }
}
