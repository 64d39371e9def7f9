package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.LimitStack.Answer;
import io.sluice.exchange.answer.ProviderAnswer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The semantic cache behind the gateway, with the packaged model. */
class CacheIT {

  private static final int STAMPEDE = 50;

  private static final LimitStack stack =
      new LimitStack(
          1,
          Map.of(),
          Map.of(
              "cached",
              List.of("ai-semantic-cache", "{\"client_delete\":true}"),
              "shared",
              List.of("ai-semantic-cache", "{\"scope\":\"route\"}"),
              "shadow",
              List.of("ai-semantic-cache", "{\"shadow\":true}")),
          "budgets: []\n");

  @AfterAll
  static void close() {
    stack.close();
  }

  @BeforeEach
  void forget() {
    stack.smart.forget();
  }

  private static Request.Builder request(String consumer, String question, boolean streamed) {
    var body = streamed ? Chat.streamed(question) : Chat.request(question);
    return stack.post(0, "cached", consumer, body);
  }

  private static Answer ask(String consumer, String question, boolean streamed) {
    return stack.answer(request(consumer, question, streamed).build());
  }

  /** Asks what nobody asked before, and waits until the answer is kept. */
  private static Answer fill(Request request) {
    var answer = stack.answer(request);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-AI-Cache-Status")).isNotEqualTo("HIT");
    stack.awaitCached(answer);
    return answer;
  }

  private static String text(Answer answer) {
    var read = ProviderAnswer.read(answer.header("Content-Type"), answer.body());
    assertThat(read.finished()).isTrue();
    return read.text();
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void anAnswerIsReplayedInTheFormThatIsAskedFor(boolean original, boolean asked) {
    var question = "Which river is the longest, when %s then %s?".formatted(original, asked);
    var first = fill(request("u1", question, original).build());

    var hit = ask("u1", question, asked);

    assertThat(hit.header("X-AI-Cache-Status")).isEqualTo("HIT");
    assertThat(hit.header("X-AI-Cache-Layer")).isEqualTo("exact");
    assertThat(hit.header("Content-Type"))
        .startsWith(asked ? "text/event-stream" : "application/json");
    assertThat(hit.body().stripTrailing().endsWith("data: [DONE]")).isEqualTo(asked);
    assertThat(text(hit)).isEqualTo(text(first)).isNotEmpty();
    assertThat(hit.header("X-AI-Request-Id"))
        .isNotEmpty()
        .isNotEqualTo(first.header("X-AI-Request-Id"));
    assertThat(stack.smart.received()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aQuestionInOtherWordsIsAHitAndOneThatAsksForSomethingElseIsNot(boolean streamed) {
    var consumer = streamed ? "u2" : "u3";
    fill(request(consumer, "How do I reset my password for the portal?", streamed).build());

    var same = ask(consumer, "how can i reset my password for the portal, please", streamed);
    var other = ask(consumer, "How do I reset my password for 2 portals?", streamed);

    assertThat(same.header("X-AI-Cache-Status")).isEqualTo("HIT");
    assertThat(same.header("X-AI-Cache-Layer")).isEqualTo("semantic");
    assertThat(Double.parseDouble(same.header("X-AI-Cache-Similarity"))).isBetween(0.9, 1.0);
    assertThat(other.header("X-AI-Cache-Status")).isEqualTo("MISS");
    assertThat(other.header("X-AI-Decision")).contains("reason=guard;guard=number");
  }

  @Test
  void nobodyGetsAnothersAnswer() {
    fill(request("u4", "What is my balance?", false).build());

    assertThat(ask("u5", "What is my balance?", false).header("X-AI-Cache-Status"))
        .isEqualTo("MISS");
  }

  @Test
  void aStreamThatTheClientCutsIsNotKept() throws Exception {
    var question = "Tell me a very long story about a mountain.";
    double before = notKept();
    var cut =
        request("u6", question, true)
            .header("x-stub-tokens", "2000")
            .header("x-stub-token-pace-ms", "20");

    stack.cut(cut.build(), 2_000);

    Processes.await("the cut stream is logged", () -> notKept() > before);
    assertThat(ask("u6", question, false).header("X-AI-Cache-Status")).isEqualTo("MISS");
  }

  private static double notKept() {
    return stack.runner(0).metric("sluice_cache_answers_total", "outcome=\"not_kept\"");
  }

  @Test
  void aStampedeMakesOneCall() {
    var request =
        request("u7", "How high is the highest mountain of Norway?", false)
            .header("x-stub-latency-ms", "300")
            .build();

    var answers =
        stack.send(Collections.nCopies(STAMPEDE, request)).stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(stack.smart.received()).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.header("X-AI-Cache-Status").equals("HIT"))
        .hasSize(STAMPEDE - 1);
  }

  @Test
  void whatTheClientSaysOfCachingIsHeeded() {
    var question = "Which trees lose their leaves in winter?";
    fill(request("u8", question, false).build());

    var noStore =
        stack.answer(request("u8", question, false).header("Cache-Control", "no-store").build());
    var noCache =
        stack.answer(request("u8", question, false).header("Cache-Control", "no-cache").build());
    var young =
        stack.answer(
            request("u8", question, false).header("Cache-Control", "max-age=3600").build());

    assertThat(noStore.header("X-AI-Cache-Status")).isEqualTo("BYPASS");
    assertThat(noCache.header("X-AI-Cache-Status")).isEqualTo("BYPASS");
    assertThat(young.header("X-AI-Cache-Status")).isEqualTo("HIT");
  }

  @Test
  void inShadowTheModelAnswersAndTheHeaderTells() {
    var body = Chat.request("Which metal is liquid at room temperature?");
    fill(stack.post(0, "shadow", "u9", body).build());

    var second = stack.answer(stack.post(0, "shadow", "u9", body).build());

    assertThat(second.header("X-AI-Cache-Status")).isEqualTo("MISS");
    assertThat(second.header("X-AI-Decision")).contains("reason=shadow;layer=exact");
    assertThat(stack.smart.received()).hasSize(2);
    Processes.await(
        "the agreement",
        () ->
            stack.runner(0).metric("sluice_cache_shadow_agreement_count", "layer=\"exact\"") == 1);
  }
}
