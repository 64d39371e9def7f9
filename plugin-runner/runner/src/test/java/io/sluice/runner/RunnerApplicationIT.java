package io.sluice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application, as it is started but on a socket and a port of its own. */
@ExtendWith(OutputCaptureExtension.class)
class RunnerApplicationIT {

  private static final String TOKEN = "t0p-s3cret-t0ken";

  @TempDir private Path folder;

  @Test
  void isUpWithItsSocketAndTellsWhatItCounts(CapturedOutput output) throws Exception {
    try (var runner = start()) {
      var socket = socket();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-rw----");
      try (var connection = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        assertThat(connection.isConnected()).isTrue();
      }

      var health = json(get(runner, "/actuator/health"));
      var posted = post(runner, "Bearer " + TOKEN, "{\"request_id\":\"nobody\",\"status\":200}");
      var metrics = get(runner, "/actuator/prometheus").body();

      assertThat(health.path("status").stringValue()).isEqualTo("UP");
      assertThat(health.at("/components/extPlugin/status").stringValue()).isEqualTo("UP");
      assertThat(posted.statusCode()).isEqualTo(200);
      assertThat(posted.body()).isEqualTo("{\"accepted\":0,\"unmatched\":1,\"rejected\":0}");
      assertThat(metrics)
          .contains("sluice_connections ")
          .contains("sluice_exchanges_open 0.0")
          .contains("sluice_exchanges_ended_total{how=\"unknown\"} 1.0")
          .contains("sluice_request_phase_seconds_count{outcome=\"rewrite\"} 0");
    }
    assertThat(output.getOut()).contains("listening for APISIX").doesNotContain("is not set");
  }

  @Test
  void noSecretIsServedOrLogged(CapturedOutput output) throws Exception {
    var said = new ArrayList<String>();

    try (var runner = start("--logging.level.root=debug")) {
      said.add(post(runner, "Bearer " + TOKEN, "{\"status\":200}").body());
      said.add(post(runner, "Bearer " + TOKEN + "x", "{}").body());
      said.add(get(runner, "/actuator").body());
      said.add(get(runner, "/actuator/health").body());
      said.add(get(runner, "/actuator/prometheus").body());
      for (var hidden : List.of("env", "configprops", "heapdump", "beans", "loggers")) {
        assertThat(get(runner, "/actuator/" + hidden).statusCode()).isEqualTo(404);
      }
    }

    assertThat(said).noneMatch(text -> text.contains(TOKEN));
    assertThat(output.getAll()).doesNotContain(TOKEN);
  }

  @Test
  void logEntriesNeedTheTokenAndHaveASize() throws Exception {
    try (var runner = start("--sluice.exchanges.max-post=1KB")) {
      assertThat(post(runner, "", "{}").statusCode()).isEqualTo(401);
      assertThat(post(runner, "Bearer nonsense", "{}").statusCode()).isEqualTo(401);
      assertThat(post(runner, "Bearer " + TOKEN, "{").statusCode()).isEqualTo(400);
      assertThat(post(runner, "Bearer " + TOKEN, "[" + "{},".repeat(400) + "{}]").statusCode())
          .isEqualTo(413);
      assertThat(post(runner, "Bearer " + TOKEN, "[" + "{},".repeat(300) + "{}]").body())
          .isEqualTo("{\"accepted\":0,\"unmatched\":301,\"rejected\":0}");
      assertThat(postChunked(runner, "{\"request_id\":\"x\"}").body())
          .isEqualTo("{\"accepted\":0,\"unmatched\":1,\"rejected\":0}");
      assertThat(postChunked(runner, " ".repeat(2000)).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void stopsInTimeAndRemovesItsSocket() throws Exception {
    var runner = start();
    var socket = socket();
    var client = SocketChannel.open(UnixDomainSocketAddress.of(socket));

    var closing = Thread.ofPlatform().start(runner::close);
    boolean closed = closing.join(Duration.ofSeconds(10));

    assertThat(closed).isTrue();
    assertThat(socket).doesNotExist();
    client.close();
  }

  @Test
  void aSocketInUseIsToldInOneLine(CapturedOutput output) throws Exception {
    try (var first = start()) {
      assertThat(first.isRunning()).isTrue();

      assertThat(failsToStart()).isTrue();
    }

    assertThat(output.getErr().strip())
        .isEqualTo(
            "plugin-runner: can't listen on sluice.socket.path: %s is in use: another runner listens"
                    .formatted(socket())
                + " there; stop it or name another file");
  }

  @Test
  void aSocketThatCanNotBeMadeIsToldInOneLine(CapturedOutput output) {
    assertThat(failsToStart("--sluice.socket.path=" + folder.resolve("nowhere/s"))).isTrue();

    assertThat(output.getErr().strip())
        .startsWith("plugin-runner: can't listen on sluice.socket.path: ")
        .contains(folder.resolve("nowhere").toString())
        .hasLineCount(1);
  }

  @Test
  void aMissingCatalogIsToldInOneLine(CapturedOutput output) {
    assertThat(failsToStart("--sluice.catalog=/no/such/catalog.yaml")).isTrue();

    assertThat(output.getErr().strip())
        .startsWith("plugin-runner: catalog: sluice.catalog must be a readable file, but was ")
        .hasLineCount(1);
  }

  @Test
  void aWrongValueIsToldInOneLineAndNowhereElse(CapturedOutput output) {
    assertThat(failsToStart("--sluice.request.deadline=2m")).isTrue();

    assertThat(output.getErr().strip())
        .isEqualTo(
            "plugin-runner: configuration: sluice.request.deadline must be over PT0S and at most"
                + " PT55S, but was PT2M");
    assertThat(output.getOut()).doesNotContain("Exception");
  }

  @Test
  void aWrongKeyIsToldInOneLine(CapturedOutput output) {
    assertThat(failsToStart("--sluice.exchanges.tokn=" + TOKEN)).isTrue();

    assertThat(output.getErr().strip())
        .startsWith("plugin-runner: configuration: unknown keys: sluice.exchanges.tokn")
        .hasLineCount(1);
    assertThat(output.getAll()).doesNotContain(TOKEN);
  }

  private boolean failsToStart(String... arguments) {
    try (var runner = start(arguments)) {
      return !runner.isRunning();
    } catch (RuntimeException e) {
      return true;
    }
  }

  private ConfigurableApplicationContext start(String... arguments) {
    var all = new ArrayList<String>();
    if (Arrays.stream(arguments)
        .noneMatch(argument -> argument.startsWith("--sluice.socket.path"))) {
      all.add("--sluice.socket.path=unix:" + socket());
    }
    all.addAll(
        List.of(
            "--sluice.home=../..",
            "--sluice.exchanges.token=" + TOKEN,
            "--sluice.embedding.threads=1",
            "--server.port=0"));
    all.addAll(List.of(arguments));
    return SpringApplication.run(RunnerApplication.class, all.toArray(String[]::new));
  }

  private Path socket() {
    return folder.resolve("runner.sock");
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext runner, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(runner, path)));
  }

  private static HttpResponse<String> post(
      ConfigurableApplicationContext runner, String authorization, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(runner, "/exchanges"))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> postChunked(
      ConfigurableApplicationContext runner, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(runner, "/exchanges"))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          request.version(HttpClient.Version.HTTP_1_1).timeout(Duration.ofSeconds(30)).build(),
          BodyHandlers.ofString());
    }
  }

  private static URI uri(ConfigurableApplicationContext runner, String path) {
    return URI.create(
        "http://127.0.0.1:%s%s"
            .formatted(runner.getEnvironment().getProperty("local.server.port"), path));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return new JsonMapper().readTree(response.body());
  }
}
