package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.StubBehaviour;
import io.sluice.testkit.StubProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;

/**
 * Gateways, each with a runner of its own, and two providers, to try token limits on.
 *
 * <p>The routes are like the shipped one for chat, with other plugins. Besides the shipped
 * consumers there are {@code u1} to {@code u20}.
 */
final class LimitStack implements AutoCloseable {

  static final int CONSUMERS = 20;

  /** Tokens that the provider answers with, and that a request asks for where it says no other. */
  static final int TOKENS = 16;

  /** The provider counts one or another of them as OpenAI does. */
  private static final List<String> QUESTIONS =
      List.of(
          "Hello",
          "Hello again",
          "How are you?",
          "Say something",
          "Tell me more",
          "Name a river in Norway",
          "Which is the longest river?",
          "Translate internationalization");

  private static final String ADMIN_TOKEN = "e2e-admin-0123456789abcdef0123456789abcdef";

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .readTimeout(120, TimeUnit.SECONDS)
          .connectionPool(new ConnectionPool(400, 1, TimeUnit.MINUTES))
          .build();
  private final List<Runnable> endings = new CopyOnWriteArrayList<>();
  private final List<RunnerUnderTest> runners = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();
  private final Path folder = temporaryFolder();
  private final Path quotas = folder.resolve("quotas.yaml");

  final StubProvider fast = StubProvider.start("fast", StubBehaviour.normal());
  final StubProvider smart = StubProvider.start("smart", StubBehaviour.normal());

  /** Before {@link #smart}, where requests go that no plugin routed. */
  final Floodgate floodgate = new Floodgate(smart.port());

  /** An answer as the client has it. */
  record Answer(int status, Headers headers, String body) {

    JsonNode json() {
      return Chat.json(body);
    }

    /** Returns what the provider billed, in tokens; 0 where it was not asked. */
    long billed() {
      return status == 200 ? json().at("/usage/total_tokens").asLong() : 0;
    }

    /** Returns how much the tightest budget counts, if this request is all it counts. */
    long counted() {
      return number("x-ratelimit-limit-tokens") - number("x-ratelimit-remaining-tokens");
    }

    long number(String header) {
      return Long.parseLong(header(header));
    }

    /** Returns a header; empty without it. */
    String header(String name) {
      return Optional.ofNullable(headers.get(name)).orElse("");
    }
  }

  /**
   * What is asked.
   *
   * @param tokens reserved for it, which is what the provider bills
   */
  record Question(String text, long tokens) {}

  /** How an account stands, in its unit. */
  record Usage(long used, long reserved) {}

  /**
   * Starts it.
   *
   * @param gateways how many
   * @param settings of each runner, as environment variables
   * @param routes the plugins of each, name and value in turn
   * @param budgets what {@code quotas.yaml} holds
   */
  LimitStack(
      int gateways,
      Map<String, String> settings,
      Map<String, List<String>> routes,
      String budgets) {
    endings.addAll(List.of(fast::close, smart::close, floodgate::close));
    write(budgets);
    var starting =
        IntStream.range(0, gateways)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> start(i, settings, routes)))
            .toList();
    for (var started : starting) {
      var pair = started.join();
      runners.add(pair.runner());
      urls.add(pair.gateway().url());
    }
  }

  private record Pair(RunnerUnderTest runner, StandInGateway gateway) {}

  private Pair start(int number, Map<String, String> settings, Map<String, List<String>> routes) {
    var socket = folder.resolve("runner" + number + ".sock");
    var confDir = subfolder("gateway" + number);
    var gateway = new StandInGateway(confDir, socket);
    endings.add(gateway::close);
    var runner = new RunnerUnderTest(socket, settings(number, settings));
    endings.add(runner::close);
    awaitRoute(gateway.url() + routes(confDir, runner, routes).write());
    return new Pair(runner, gateway);
  }

  private Map<String, String> settings(int runner, Map<String, String> more) {
    var data = subfolder("data" + runner);
    var settings = new HashMap<>(more);
    settings.put("SLUICE_QUOTAS_FILE", quotas.toString());
    settings.put("SLUICE_QUOTAS_STORE", data.resolve("quotas.json").toString());
    settings.put("SLUICE_ADMIN_AUDIT_FILE", data.resolve("admin-audit.ndjson").toString());
    settings.put("SLUICE_ADMIN_TOKENS_0_NAME", "e2e");
    settings.put("SLUICE_ADMIN_TOKENS_0_ROLES", "quota-admin,cache-admin");
    settings.put("SLUICE_ADMIN_TOKENS_0_SHA256", RunnerKeys.sha256(ADMIN_TOKEN));
    return settings;
  }

  private RouteFile routes(Path confDir, RunnerUnderTest runner, Map<String, List<String>> added) {
    var routes =
        new RouteFile(
            Processes.ROOT.resolve("apisix-conf/apisix.yaml"),
            confDir,
            Map.of(
                "127.0.0.1:9401",
                "127.0.0.1:" + fast.port(),
                "127.0.0.1:9402",
                "127.0.0.1:" + floodgate.port(),
                "http://127.0.0.1:9381",
                runner.management(),
                "change-me",
                RunnerUnderTest.TOKEN));
    added.forEach((id, plugins) ->
        routes.add(
            id,
            Map.of(
                "ext-plugin-pre-req", RouteFile.extPlugin(false, plugins.toArray(String[]::new)))));
    for (int i = 1; i <= CONSUMERS; i++) {
      routes.addConsumer("u" + i);
    }
    return routes;
  }

  private void awaitRoute(String url) {
    Processes.await(
        "the gateway's routes",
        () -> {
          try {
            var answer = answer(new Request.Builder().url(url).build());
            return answer.status() != 404 || !answer.body().contains("Route Not Found");
          } catch (UncheckedIOException e) {
            return false;
          }
        });
  }

  RunnerUnderTest runner(int number) {
    return runners.get(number);
  }

  /** Replaces {@code quotas.yaml}, and waits until every runner knows a budget of it. */
  void quotas(String budgets, String name) {
    write(budgets);
    runners.forEach(
        runner -> Processes.await("budget " + name, () -> admin(runner, name).status() == 200));
  }

  /** Asks a runner for a budget that is in force. */
  Answer admin(RunnerUnderTest runner, String budget) {
    return answer(admin(runner).url(runner.management() + "/admin/v1/quotas/" + budget).build());
  }

  /** Sets a budget through a runner. */
  Answer put(RunnerUnderTest runner, String name, String budget) {
    return answer(
        admin(runner)
            .url(runner.management() + "/admin/v1/quotas/" + name)
            .put(RequestBody.create(budget, MediaType.get("application/json")))
            .build());
  }

  /** Removes a budget through a runner. */
  Answer delete(RunnerUnderTest runner, String name) {
    return answer(
        admin(runner)
            .url(runner.management() + "/admin/v1/quotas/" + name)
            .header("If-Match", "*")
            .delete()
            .build());
  }

  /** Returns how a consumer's account of a budget stands. */
  Usage usage(String budget, String consumer) {
    return usage(runners.getFirst(), budget, consumer)
        .orElseThrow(() -> new AssertionError("no usage of " + budget + " by " + consumer));
  }

  /** Waits until an account stands as it must. */
  void awaitUsage(String budget, String consumer, Usage expected) {
    Processes.await(
        () ->
            budget
                + " of "
                + consumer
                + " at "
                + expected
                + ", and it is at "
                + usage(runners.getFirst(), budget, consumer),
        () -> usage(runners.getFirst(), budget, consumer).filter(expected::equals).isPresent());
  }

  /** Waits until the first runner's cache holds what was answered. */
  void awaitCached(Answer answer) {
    var entries = admin(runners.getFirst()).url(management() + "/admin/v1/cache/entries").build();
    var request = "\"" + answer.header("X-AI-Request-Id") + "\"";
    Processes.await("the answer is kept", () -> answer(entries).body().contains(request));
  }

  private String management() {
    return runners.getFirst().management();
  }

  private Optional<Usage> usage(RunnerUnderTest runner, String budget, String consumer) {
    var url =
        HttpUrl.get(runner.management() + "/admin/v1/usage")
            .newBuilder()
            .addQueryParameter("budget", budget)
            .addQueryParameter("consumer", consumer)
            .build();
    var answer = answer(admin(runner).url(url).build());
    var accounts = answer.json().path("usage");
    // While the ledger is away nobody knows.
    return answer.status() == 200 && accounts.size() == 1
        ? Optional.of(
            new Usage(
                accounts.path(0).path("used").asLong(), accounts.path(0).path("reserved").asLong()))
        : Optional.empty();
  }

  private static Request.Builder admin(RunnerUnderTest runner) {
    return new Request.Builder()
        .url(runner.management())
        .header("Authorization", "Bearer " + ADMIN_TOKEN);
  }

  /** Begins a chat request that allows {@link #TOKENS} of an answer. */
  Request.Builder chat(int gateway, String route, String consumer, String question) {
    return chat(gateway, route, consumer, question, TOKENS);
  }

  /**
   * Begins a chat request.
   *
   * @param most tokens of its answer
   */
  Request.Builder chat(int gateway, String route, String consumer, String question, int most) {
    var body =
        Chat.request(question)
            .replace("\"auto\"", "\"gpt-5-mini\"")
            .replaceFirst("\\{", "{\"max_completion_tokens\":" + most + ",");
    return post(gateway, route, consumer, body);
  }

  /** Begins a chat request with that body. */
  Request.Builder post(int gateway, String route, String consumer, String body) {
    return new Request.Builder()
        .url(urls.get(gateway) + "/" + route + "/chat/completions")
        .header("Authorization", "Bearer " + consumer + "-key")
        .header("x-stub-tokens", Integer.toString(TOKENS))
        .post(RequestBody.create(body, MediaType.get("application/json")));
  }

  /**
   * Finds a question for which as much is reserved as the provider bills.
   *
   * @param route where the only budget is one for each consumer, and nothing counts yet
   */
  Question exactlyReserved(String route) {
    for (int i = 0; i < QUESTIONS.size(); i++) {
      var answer = answer(chat(0, route, "u" + (i + 1), QUESTIONS.get(i)).build());
      if (answer.counted() == answer.billed()) {
        return new Question(QUESTIONS.get(i), answer.billed());
      }
    }
    throw new AssertionError("what is reserved is never what is billed");
  }

  /** Sends a request and waits for its answer. */
  Answer answer(Request request) {
    try (var response = client.newCall(request).execute()) {
      return new Answer(
          response.code(), response.headers(), Objects.requireNonNull(response.body()).string());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the beginning of an answer, and leaves. */
  void cut(Request request, int bytes) throws IOException {
    try (var response = client.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
      Objects.requireNonNull(response.body()).source().require(bytes);
    }
  }

  /** Sends requests, all at once. */
  List<CompletableFuture<Answer>> send(List<Request> requests) {
    var start = new CountDownLatch(1);
    var answers = new ArrayList<CompletableFuture<Answer>>();
    for (var request : requests) {
      var answer = new CompletableFuture<Answer>();
      answers.add(answer);
      Thread.ofVirtual()
          .start(() -> {
            try {
              start.await();
              answer.complete(answer(request));
            } catch (InterruptedException | RuntimeException e) {
              answer.completeExceptionally(e);
            }
          });
    }
    start.countDown();
    return answers;
  }

  private void write(String budgets) {
    try {
      Files.writeString(quotas, budgets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path subfolder(String name) {
    try {
      return Files.createDirectory(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("sluice-limits");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (var end : List.copyOf(endings).reversed()) {
      end.run();
    }
    client.connectionPool().evictAll();
  }
}
