package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Naming another model changes the model's bytes and no other. */
class ChatRequestModelTest {

  @Test
  void everyOtherByteStays() {
    assertThat(
            withModel(
                " \t\r\n{ \"z\" :1.0,\"a\": 1e400,\"a\":-0, \"model\" : \"gpt-5\" ,\n"
                    + "\t\"big\":123456789012345678901234567890, \"e\":1E+05,\"u\\u006eknown\":"
                    + "\"\\/\\u00e9é\\ud83d\\ude00😀\",\"messages\" :[ ] , \"n\":null } \r\n\n"))
        .isEqualTo(
            " \t\r\n{ \"z\" :1.0,\"a\": 1e400,\"a\":-0, \"model\" : \"new\" ,\n"
                + "\t\"big\":123456789012345678901234567890, \"e\":1E+05,\"u\\u006eknown\":"
                + "\"\\/\\u00e9é\\ud83d\\ude00😀\",\"messages\" :[ ] , \"n\":null } \r\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"a \\\" b\"",
        "\"\\u0061\\ud83d\\ude00😀漢\"",
        "null",
        "true",
        "false",
        "0",
        "-1.50e-7",
        "1e400",
        "{}",
        "[]",
        "{ \"model\" : [ \"x\" , { } ] }",
        "[ \"a\", [ \"}\" ] ]"
      })
  void replacesWhateverStandsThere(String model) {
    assertThat(withModel("{\"model\":%s,\"messages\":[]}".formatted(model)))
        .isEqualTo("{\"model\":\"new\",\"messages\":[]}");
    assertThat(withModel("{\"messages\":[],\"model\": %s }".formatted(model)))
        .isEqualTo("{\"messages\":[],\"model\": \"new\" }");
    assertThat(withModel("{\"messages\":[],\"model\"\n:\t%s}".formatted(model)))
        .isEqualTo("{\"messages\":[],\"model\"\n:\t\"new\"}");
  }

  @Test
  void findsAnEscapedKey() {
    assertThat(withModel("{\"mod\\u0065l\":\"a\",\"messages\":[]}"))
        .isEqualTo("{\"mod\\u0065l\":\"new\",\"messages\":[]}");
  }

  @Test
  void replacesEveryModelAtTheTop() {
    assertThat(withModel("{\"model\":\"a\",\"messages\":[],\"\\u006dodel\" : 2 ,\"model\":null}"))
        .isEqualTo(
            "{\"model\":\"new\",\"messages\":[],\"\\u006dodel\" : \"new\" ,\"model\":\"new\"}");
  }

  @Test
  void leavesModelsFurtherInside() {
    var body =
        "{\"metadata\":{\"model\":\"a\"},\"messages\":[{\"role\":\"user\",\"model\":\"b\","
            + "\"content\":[{\"model\":\"c\",\"text\":\"{\\\"model\\\":1}\"}]}],"
            + "\"tools\":[[{\"model\":\"d\"}]],\"model\":%s,\"Model\":\"e\",\"model \":\"f\"}";

    assertThat(withModel(body.formatted("\"old\""))).isEqualTo(body.formatted("\"new\""));
  }

  @Test
  void insertsAModelThatIsMissing() {
    assertThat(withModel(" {\n \"messages\":[] } "))
        .isEqualTo(" {\"model\":\"new\",\n \"messages\":[] } ");
  }

  @Test
  void worksBehindAByteOrderMark() {
    assertThat(withModel("\ufeff {\"model\":\"a\",\"messages\":[]}"))
        .isEqualTo("\ufeff {\"model\":\"new\",\"messages\":[]}");
    assertThat(withModel("\ufeff{\"messages\":[]}"))
        .isEqualTo("\ufeff{\"model\":\"new\",\"messages\":[]}");
  }

  @Test
  void escapesTheNewName() {
    var changed = request("{\"messages\":[],\"model\":1}").withModel("a\"\\\n漢😀");

    assertThat(text(changed)).isEqualTo("{\"messages\":[],\"model\":\"a\\\"\\\\\\n漢😀\"}");
    assertThat(changed.model()).contains("a\"\\\n漢😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[],\"x\":1}",
        "{\"model\":\"a much longer name\",\"messages\":[],\"model\":2,\"x\":1}"
      })
  void canBeRenamedAgain(String body) {
    var original = request(body);

    var changed = original.withModel("m").withModel("another").withModel("last");

    assertThat(changed.body()).isEqualTo(original.withModel("last").body());
    assertThat(changed.model()).contains("last");
  }

  @Test
  void theRestIsUnderstoodAsBefore() {
    var original =
        request(
            "{\"stream\":true,\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    var changed = original.withModel("b");

    assertThat(changed.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
    assertThat(changed.stream()).isTrue();
    assertThat(changed.messages()).isEqualTo(original.messages());
    assertThat(original.model()).contains("a");
    assertThat(text(original)).contains("\"model\":\"a\"");
  }

  @Test
  void aBodyThatWasNotUnderstoodHasNoModelToChange() {
    var request = ChatRequest.of("{\"model\":\"a\"}".getBytes(UTF_8));

    assertThatThrownBy(() -> request.withModel("b")).isInstanceOf(IllegalStateException.class);
  }

  private static String withModel(String body) {
    return text(request(body).withModel("new"));
  }

  private static String text(ChatRequest request) {
    return new String(request.body(), UTF_8);
  }

  private static ChatRequest request(String body) {
    return ChatRequest.of(body.getBytes(UTF_8));
  }
}
