package io.sluice.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Chunks put together to one document. */
class ChatStreamReadingTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aStreamIsPutTogetherToTheDocumentThatItsProviderWouldHaveGiven() {
    assertDocument(
        Answers.CHAT_STREAM,
        """
        {"id": "chatcmpl-2", "object": "chat.completion", "created": 1700000001,
         "model": "gpt-5.1-2025-11-13", "service_tier": "default", "system_fingerprint": "fp_1",
         "choices": [{"index": 0, "message": {"role": "assistant", "content": "Bern is the capital.",
          "refusal": null}, "logprobs": null, "finish_reason": "stop"}],
         "usage": {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29}}
        """);
  }

  @Test
  void reasoningIsPutTogetherAndWhatOthersSayInEveryChunkIsKept() {
    assertDocument(
        stream(
            "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"citations\":[\"https://bern.ch\"],\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"reasoning\":\"Let"
                + " \",\"reasoning_content\":\"Hm\"}}]}",
            "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"citations\":[\"https://bern.ch\"],\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"me"
                + " see.\",\"reasoning_content\":\".\"}}]}",
            "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"citations\":[\"https://bern.ch\"],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Bern.\",\"annotations\":[{\"n\":1}]},\"native_finish_reason\":null}]}",
            "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\",\"annotations\":[{\"n\":2}]},\"finish_reason\":\"stop\",\"native_finish_reason\":\"end\"}]}"),
        """
        {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0,
         "message": {"role": "assistant", "content": "Bern.", "annotations": [{"n": 1}, {"n": 2}],
          "reasoning": "Let me see.", "reasoning_content": "Hm."}, "logprobs": null,
         "finish_reason": "stop", "native_finish_reason": "end"}], "citations": ["https://bern.ch"]}
        """);
  }

  @Test
  void aFieldThatComesInPiecesNobodyKnowsIsLeftOut() {
    assertDocument(
        stream(
            "{\"id\":\"c\",\"x_groq\":{\"id\":\"r\"},\"choices\":[{\"delta\":{\"content\":\"B\",\"channel\":\"analysis\",\"tone\":\"dry\"},\"offset\":1}]}",
            "{\"id\":\"c\",\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":1}},\"choices\":[{\"delta\":{\"channel\":\"final\",\"tone\":\"dry\"},\"offset\":2,\"finish_reason\":\"stop\"}]}"),
        """
        {"id": "c", "object": "chat.completion", "choices": [{"index": 0, "message":
         {"role": "assistant", "content": "B", "tone": "dry"}, "logprobs": null,
         "finish_reason": "stop"}], "usage": {"prompt_tokens": 1}}
        """);
  }

  @Test
  void aFirstChunkOfTheProvidersFilterDoesNotNameTheAnswer() {
    assertDocument(
        stream(
            "{\"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\",\"prompt_filter_results\":[{\"p\":0}],\"choices\":[]}",
            "{\"id\":\"c\",\"created\":5,\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"B\"},\"finish_reason\":\"stop\"}],\"usage\":null}",
            "{\"id\":\"c\",\"created\":5,\"model\":\"m\",\"choices\":null,\"usage\":{\"total_tokens\":4}}"),
        """
        {"id": "c", "object": "chat.completion", "created": 5, "model": "m", "choices": [{"index": 0,
         "message": {"role": "assistant", "content": "B"}, "logprobs": null, "finish_reason": "stop"}],
         "usage": {"total_tokens": 4}, "prompt_filter_results": [{"p": 0}]}
        """);
  }

  @Test
  void theLastUsageCounts() {
    var document =
        taken(
            stream(
                "{\"choices\":[{\"delta\":{\"content\":\"B\"}}],\"usage\":{\"completion_tokens\":1}}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":{\"completion_tokens\":2}}]}"));

    assertThat(document).contains("\"usage\":{\"completion_tokens\":2}");
  }

  @Test
  void halvesOfALetterInTwoChunksAreOneLetter() {
    var answer =
        Answers.taken(
            Asked.CHAT_STREAM,
            stream(
                "{\"choices\":[{\"delta\":{\"content\":\"a\\ud83d\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"\\ude00\"},\"finish_reason\":\"stop\"}]}"));

    assertThat(answer.text()).isEqualTo("a😀");
    assertThat(answer.document()).contains("a😀");
  }

  @Test
  void aWholeMessageBesideEachDeltaIsIgnored() {
    var document =
        taken(
            stream(
                "{\"choices\":[{\"message\":{\"content\":\"A\"},\"delta\":{\"content\":\"A\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"Aye\"},\"delta\":{\"content\":\"ye\"},\"finish_reason\":\"stop\"}]}"));

    assertThat(document).contains("\"content\":\"Aye\"").doesNotContain("\"A\"");
  }

  static String stream(String... chunks) {
    var stream = new StringBuilder();
    for (var chunk : chunks) {
      stream.append("data: ").append(chunk).append("\n\n");
    }
    return stream.append("data: [DONE]\n\n").toString();
  }

  private static void assertDocument(String stream, String document) {
    var expected = JSON.readTree(document);
    var read = JSON.readTree(taken(stream));
    assertThat(read).isEqualTo(expected);
  }

  private static String taken(String stream) {
    return Answers.taken(Asked.CHAT_STREAM, stream).document();
  }
}
