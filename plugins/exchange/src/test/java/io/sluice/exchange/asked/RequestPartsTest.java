package io.sluice.exchange.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPartsTest {

  private static final String CHAT = "/v1/chat/completions";

  private static Optional<RequestParts> read(String path, String body) {
    return RequestParts.of(
        ChatRequest.of(path, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  private static RequestParts chat(String body) {
    return read(CHAT, body).orElseThrow();
  }

  /** A chat with one question and some fields more. */
  private static RequestParts with(String fields) {
    return chat("{'model':'m','messages':[{'role':'user','content':'hi'}]" + fields + "}");
  }

  @Test
  void theQuestionIsTheLastMessageOfTheUser() {
    var parts =
        chat(
            """
            {'model':'m','messages':[{'role':'system','content':'Be brief.'},
             {'role':'user','content':'first'},{'role':'assistant','content':'answer'},
             {'role':'user','content':[{'type':'text','text':'se'},{'type':'text','text':'cond'}]}]}
            """);

    assertThat(parts.question()).isEqualTo("se\ncond");
    assertThat(parts.earlier()).containsExactly("first");
    assertThat(parts.followsUp()).isTrue();
    assertThat(parts.rest()).contains("Be brief.", "answer").doesNotContain("first", "cond");
  }

  @Test
  void textAndTextPartsAreTheSame() {
    assertThat(chat("{'messages':[{'role':'user','content':'hi'}]}"))
        .isEqualTo(chat("{'messages':[{'role':'user','content':[{'type':'text','text':'hi'}]}]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'role':'user','content':[{'type':'text','text':'hi'},"
            + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}}]}",
        "{'role':'user','content':[]}",
        "{'role':'user','content':[{'type':'text','text':'hi','cache_control':{}}]}",
        "{'role':'user','content':null}",
        "{'role':'user','content':'hi'},{'role':'assistant','content':'I'}",
        "{'role':'user','content':'hi'},{'role':'tool','content':'x','tool_call_id':'1'}"
      })
  void whatIsMoreThanAQuestionHasNone(String messages) {
    var parts = chat("{'messages':[" + messages + "]}");

    assertThat(parts.hasQuestion()).isFalse();
    assertThat(parts.earlier()).isEmpty();
  }

  @Test
  void anEarlierMessageThatHoldsMoreThanTextStaysInTheRest() {
    var parts =
        chat(
            """
            {'messages':[{'role':'user','content':'one'},
             {'role':'user','content':[{'type':'image_url','image_url':{'url':'data:,x'}}]},
             {'role':'user','content':'two'}]}
            """);

    assertThat(parts.question()).isEqualTo("two");
    assertThat(parts.earlier()).isEmpty();
    assertThat(parts.rest()).contains("one", "data:,x");
  }

  @Test
  void theOrderOfKeysAndSpacesDoNotCount() {
    assertThat(chat("{'a':1,'messages':[{'role':'user','content':'hi'}],'model':'m'}").rest())
        .isEqualTo(
            chat("{ 'model' : 'm', 'a' :1, 'messages': [{'role':'user','content':'hi'}] }").rest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'temperature':0",
        ",'top_p':0.5",
        ",'seed':1",
        ",'max_tokens':10",
        ",'stop':'x'",
        ",'response_format':{'type':'json_object'}",
        ",'tools':[{'type':'function','function':{'name':'f'}}]",
        ",'reasoning_effort':'low'",
        ",'unheard_of':true"
      })
  void whatDeterminesTheAnswerIsInTheRest(String field) {
    assertThat(with(field).rest()).isNotEqualTo(with("").rest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'stream':true",
        ",'stream':true,'stream_options':{'include_usage':true}",
        ",'metadata':{'a':'b'}",
        ",'store':true",
        ",'prompt_cache_key':'k'",
        ",'temperature':null",
        ",'user':'u'"
      })
  void whatLeavesTheAnswerAsItIsIsNot(String field) {
    assertThat(with(field).rest()).isEqualTo(with("").rest());
  }

  @Test
  void whoTheClientsUserIsStandsApart() {
    assertThat(with(",'user':'u','safety_identifier':'s'").user())
        .containsExactly("user=\"u\"", "safety_identifier=\"s\"");
    assertThat(with("").user()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",'n':2 | CHOICES",
        ",'tools':[{'type':'function','function':{'name':'f'}}] | FUNCTIONS",
        ",'functions':[{'name':'f'}] | FUNCTIONS",
        ",'web_search_options':{} | HOSTED_TOOLS",
        ",'logprobs':true | LOGPROBS",
        ",'modalities':['text','audio'] | AUDIO",
        ",'conversation':'c' | PROVIDER_STATE"
      })
  void tellsWhatMakesARequestSpecial(String field, Trait trait) {
    assertThat(with(field).traits()).containsExactly(trait);
  }

  @ParameterizedTest
  @ValueSource(strings = {",'n':1", ",'tools':[]", ",'logprobs':false", ",'modalities':['text']"})
  void anOrdinaryRequestIsNotSpecial(String field) {
    assertThat(with(field).traits()).isEmpty();
  }

  @Test
  void whatLiesElsewhereMayChange() {
    var remote = "'image_url':{'url':'https://example.com/a.png'}";
    var inline = "'image_url':{'url':'data:image/png;base64,AA'}";

    assertThat(chat("{'messages':[{'role':'user','content':[{" + remote + "}]}]}").traits())
        .containsExactly(Trait.REMOTE_CONTENT);
    assertThat(chat("{'messages':[{'role':'user','content':[{" + inline + "}]}]}").traits())
        .isEmpty();
  }

  @Test
  void theToolsOfAProviderAreNotTheClientsOwn() {
    var parts =
        read("/v1/responses", "{'model':'m','input':'hi','tools':[{'type':'web_search'}]}")
            .orElseThrow();

    assertThat(parts.traits()).containsExactlyInAnyOrder(Trait.FUNCTIONS, Trait.HOSTED_TOOLS);
    assertThat(parts.hasQuestion()).isFalse();
  }

  @Test
  void ofOtherProtocolsTheDeliveryCounts() {
    var whole = read("/v1/responses", "{'model':'m','input':'hi'}").orElseThrow();
    var streamed = read("/v1/responses", "{'model':'m','input':'hi','stream':true}").orElseThrow();

    assertThat(streamed.rest()).isNotEqualTo(whole.rest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[],'model':'a','model':'b'}",
        "{'messages':[{'role':'user','content':'a','content':'b'}]}",
        "{'hello':1}",
        "[]",
        "",
        "{'messages':["
      })
  void whatCanBeReadInTwoWaysOrNoneIsLeftAlone(String body) {
    assertThat(read(CHAT, body)).isEmpty();
  }

  @Test
  void whatIsNestedDeeperThanAnyRequestIsLeftAlone() {
    assertThat(read(CHAT, "{'messages':[],'x':" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
        .isEmpty();
  }

  @Test
  void numbersThatNothingHoldsDoNoHarm() {
    assertThat(with(",'temperature':1e999").temperature()).isPresent();
    assertThat(read(CHAT, "{'messages':[],'temperature':1e99999999999}")).isEmpty();
  }

  @Test
  void doesNotShowContent() {
    assertThat(with(",'user':'secret'").toString()).doesNotContain("secret", "hi");
    assertThat(List.of(with(",'temperature':0.5").temperature().orElseThrow()))
        .containsExactly(0.5);
  }
}
