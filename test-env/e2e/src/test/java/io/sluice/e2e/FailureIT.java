package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureIT {

  private final Environment environment = Environment.get();

  /** Sends again what meets a connection just closed; the JDK's client, rarely, fails instead. */
  private final OkHttpClient client = new OkHttpClient();

  @Test
  void aBrokenConfigurationExplainsItselfInTheShapeOfOpenAi() throws Exception {
    var answer = post("/broken/chat/completions", Chat.EASY);

    assertThat(answer.statusCode()).isEqualTo(500);
    var error = Chat.json(answer.body()).path("error");
    assertThat(error.path("type").asString()).isEqualTo("server_error");
    assertThat(error.path("code").asString()).isEqualTo("invalid_plugin_config");
    assertThat(error.path("param").isNull()).isTrue();
    assertThat(error.path("message").asString())
        .contains("ai-semantic-router")
        .contains("similarity_threshold must be in (0, 1], but was 1.2")
        .contains("intent must be a known key (cascade, client_model, complexity,");
    assertThat(answer.headers().firstValue("X-AI-Request-Id")).isPresent();
  }

  @Test
  void anUnknownPluginIsNeverSkipped() throws Exception {
    var answer = post("/unknown/chat/completions", Chat.EASY);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(Chat.json(answer.body()).at("/error/message").asString())
        .contains("ai-semantic-rooter")
        .contains("ai-semantic-router");
  }

  @Test
  void aBrokenRouteHarmsNoOther() throws Exception {
    post("/broken/chat/completions", Chat.EASY);

    assertThat(post("/v1/chat/completions", Chat.EASY).statusCode()).isEqualTo(200);
  }

  @Test
  void aPluginsBugIsA503OrAPassWhereTheRouteAllowsDegradation() throws Exception {
    assertThat(post("/failing/chat/completions", Chat.EASY).statusCode()).isEqualTo(503);
    assertThat(post("/failing-degraded/chat/completions", Chat.EASY).statusCode()).isEqualTo(200);
  }

  @Test
  void slowPluginsOfOneRouteDoNotHoldUpAnother() throws Exception {
    var slow = holdUp(64);

    for (int i = 0; i < 50; i++) {
      assertThat(post("/v1/chat/completions", Chat.EASY).statusCode()).isEqualTo(200);
    }

    assertThat(slow).noneMatch(CompletableFuture::isDone);
    release();
    for (var answer : slow) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
      assertThat(Chat.content(answer.get().body())).startsWith("fast/");
    }
  }

  @Test
  void aBurstOfTheLargestBodiesDoesNotEndTheRunner() throws Exception {
    var padding = "x".repeat((15 << 20) + (900 << 10));
    var body = Chat.request(Chat.EASY).replaceFirst("\\{", "{\"padding\":\"" + padding + "\",");
    long runner = environment.runner.pid();
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();

    for (int i = 0; i < 12; i++) {
      answers.add(
          environment.http.sendAsync(
              environment
                  .request("/v1/chat/completions")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString()));
    }

    for (var answer : answers) {
      assertThat(answer.get().statusCode()).isIn(200, 503);
    }
    assertThat(answers).anyMatch(answer -> answer.join().statusCode() == 200);
    assertThat(environment.runner.pid()).isEqualTo(runner);
    assertThat(post("/v1/chat/completions", Chat.EASY).statusCode()).isEqualTo(200);
  }

  @Test
  void aRunnerThatIsToldToStopFinishesWhatItHasAndTakesNothingNew() throws Exception {
    var slow = holdUp(8);

    var stopping = environment.runner.terminate();

    Processes.await("the socket to go", () -> !environment.runner.listens());
    assertThat(post("/v1/chat/completions", Chat.EASY).statusCode()).isEqualTo(503);
    release();
    for (var answer : slow) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
    assertThat(stopping.join().exitValue()).isEqualTo(128 + 15);
    environment.runner.restart();
    assertThat(post("/v1/chat/completions", Chat.EASY).statusCode()).isEqualTo(200);
  }

  @Test
  void aRunnerThatDiesAndComesBackUnderLoadAnswersNobodyWrongly() throws Exception {
    var stop = new AtomicBoolean();
    var wrong = new ConcurrentLinkedQueue<String>();
    var right = new AtomicInteger();
    var refused = new AtomicInteger();
    var clients = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      boolean easy = i % 2 == 0;
      clients.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!stop.get()) {
                  judge(easy, right, refused, wrong);
                }
              }));
    }
    Processes.await("answers before", () -> right.get() >= 40);

    for (int round = 0; round < 2; round++) {
      environment.runner.kill();
      int refusedBefore = refused.get();
      Processes.await("refusals", () -> refused.get() > refusedBefore);
      environment.runner.restart();
      int rightBefore = right.get();
      Processes.await("answers again", () -> right.get() >= rightBefore + 40);
    }

    stop.set(true);
    for (var client : clients) {
      client.join();
    }
    assertThat(wrong).isEmpty();
    assertThat(post("/v1/chat/completions", Chat.EASY).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[1,\"x\",null]", "{\"status\":\"no number\"}"})
  void aLogEntryThatIsNoneIsNeverAnsweredWithA5xx(String entry) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(environment.runner.management() + "/exchanges"))
            .header("Authorization", "Bearer " + RunnerUnderTest.TOKEN)
            .POST(BodyPublishers.ofString(entry))
            .build();

    var answer = environment.http.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isBetween(200, 499);
  }

  private void judge(
      boolean easy,
      AtomicInteger right,
      AtomicInteger refused,
      ConcurrentLinkedQueue<String> wrong) {
    var question = easy ? Chat.EASY : Chat.HARD;
    try (var answer = client.newCall(request("/v1/chat/completions", question)).execute()) {
      var body = Objects.requireNonNull(answer.body()).string();
      if (answer.code() == 503) {
        refused.incrementAndGet();
        Processes.pause();
      } else if (answer.code() == 200
          && Chat.content(body)
              .startsWith((easy ? "fast/gpt-5-mini: " : "smart/gpt-5.1: ") + question)) {
        right.incrementAndGet();
      } else {
        wrong.add(answer.code() + " " + body);
      }
    } catch (Exception e) {
      wrong.add(e.toString());
    }
  }

  /** Begins requests that a slow plugin holds until they are released. */
  private List<CompletableFuture<HttpResponse<String>>> holdUp(int requests) throws IOException {
    Files.deleteIfExists(environment.released);
    var held = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < requests; i++) {
      held.add(
          environment.http.sendAsync(
              environment
                  .request("/slow/chat/completions")
                  .POST(BodyPublishers.ofString(Chat.request(Chat.EASY)))
                  .build(),
              BodyHandlers.ofString()));
    }
    Processes.await(
        requests + " requests in the slow plugin",
        () -> environment.runner.metric("sluice_calls_active", "") >= requests);
    return held;
  }

  private void release() throws IOException {
    Files.createFile(environment.released);
  }

  private Request request(String path, String question) {
    return new Request.Builder()
        .url(environment.url + path)
        .header("Authorization", "Bearer alice-key")
        .post(RequestBody.create(Chat.request(question), MediaType.get("application/json")))
        .build();
  }

  private HttpResponse<String> post(String path, String question)
      throws IOException, InterruptedException {
    return environment.http.send(
        environment.request(path).POST(BodyPublishers.ofString(Chat.request(question))).build(),
        BodyHandlers.ofString());
  }
}
