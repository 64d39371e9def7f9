package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StubToolCallTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String REQUEST =
      """
      {"model":"m","messages":[{"role":"user","content":"%s"}%s],"tools":[
        {"type":"function","function":{"name":"first","parameters":{}}},
        {"type":"function","function":{"name":"second","parameters":{}}}]%s}\
      """;

  @Test
  void callsTheFirstToolWhenThePromptSaysSo() {
    var answer = answer(REQUEST.formatted("Please call the tool.", "", ""));

    assertThat(answer.tool()).hasValue("first");
    assertThat(answer.finishReason()).isEqualTo("tool_calls");
  }

  @Test
  void callsTheToolThatIsChosen() {
    var choice = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"second\"}}";

    assertThat(answer(REQUEST.formatted("Hello", "", choice)).tool()).hasValue("second");
  }

  @Test
  void callsAToolThatIsRequired() {
    var required = ",\"tool_choice\":\"required\"";

    assertThat(answer(REQUEST.formatted("Hello", "", required)).tool()).hasValue("first");
  }

  @Test
  void callsNoToolUnasked() {
    assertThat(answer(REQUEST.formatted("Hello", "", "")).tool()).isEmpty();
  }

  @Test
  void callsNoToolThatIsForbidden() {
    var none = ",\"tool_choice\":\"none\"";

    assertThat(answer(REQUEST.formatted("call the tool", "", none)).tool()).isEmpty();
  }

  @Test
  void answersInWordsOnceTheResultIsThere() {
    var result = ",{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"21 degrees\"}";

    assertThat(answer(REQUEST.formatted("call the tool", result, "")).tool()).isEmpty();
  }

  @Test
  void argumentsFitTheSchema() {
    var schema =
        """
        {"type":"object","properties":{
          "city":{"type":"string"}, "unit":{"type":"string","enum":["celsius","kelvin"]},
          "days":{"type":"integer"}, "limit":{"type":["number","null"]},
          "hourly":{"type":"boolean"}, "tags":{"type":"array","items":{"type":"string"}},
          "place":{"properties":{"lat":{"type":"number"}}}}}\
        """;

    var arguments = ToolArguments.fitting(JSON.readTree(schema));

    assertThat(arguments)
        .isEqualTo(
            JSON.readTree(
                """
                {"city":"text","unit":"celsius","days":1,"limit":1.5,"hourly":true,
                 "tags":["text"],"place":{"lat":1.5}}\
                """));
  }

  @Test
  void readsTextInParts() {
    var message =
        JSON.readTree("{\"content\":[{\"text\":\"one \"},{\"image\":1},{\"text\":\"two\"}]}");

    assertThat(StubTokens.text(message)).isEqualTo("one two");
  }

  private static StubAnswer answer(String request) {
    JsonNode json = JSON.readTree(request);
    return StubAnswer.to("stub", json, StubBehaviour.normal());
  }
}
