package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.Meter.Charged;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a thousand streams are charged of which a hundred are cut by the client, against what the
 * provider would bill.
 *
 * <p>A finished stream ends with what was billed. Of a cut one the provider bills the prompt, as it
 * counts it, and the tokens it had written. It has written those that the client had when it left,
 * and at most the one that was due until the provider saw it go: a cut stream has a token every 20
 * ms. So what the client had is the truth here, to half a token a stream.
 *
 * <p>The models are none that the runner knows, and the provider has a way of its own to count. The
 * runner learns it from the finished streams: were the model a real one, its prompts would be
 * counted by the real vocabulary, and differ from this provider's by what no gateway could know.
 */
@Timeout(300)
class StreamsIT {

  private static final int STREAMS = 1000;
  private static final int CUT = 100;
  private static final int AT_ONCE = 32;

  /** Tokens of a stream that is cut: it must not end before the cut is noticed. */
  private static final int ENDLESS = 2000;

  private static final List<String> WORDS =
      List.of(
          ("the of and in to for with on by from as is was are been has have not but or which when"
                  + " invoice customer contract delivery quarter revenue forecast department policy"
                  + " explain summarise translate compare describe mountain river weather harvest"
                  + " algorithm distributed consensus throughput latency encryption certificate"
                  + " misunderstanding responsibility internationalisation unfortunately")
              .split(" "));

  private final Environment environment = Environment.get();

  /**
   * @param cutAfter tokens
   */
  private record Plan(String question, int tokens, OptionalInt cutAfter) {}

  private record Sums(Charged finished, Charged cut) {}

  @Test
  void areChargedByWhatWasSentOfThem() throws Exception {
    double before = settled("cut_text");

    var truth = run("streams", "m-1", 1);

    var charged = charged("streams");
    report("with what was sent", truth, charged);
    assertThat(settled("cut_text") - before).isEqualTo(CUT);
    assertThat(charged.finished().total()).isCloseTo(truth.finished().total(), percent(1));
    assertThat(charged.cut().total()).isCloseTo(truth.cut().total(), percent(2));
    assertThat(charged.cut().completion()).isCloseTo(truth.cut().completion(), percent(2));
  }

  @Test
  void areChargedByTheirBytesWhereNothingElseIsKnown() throws Exception {
    double before = settled("cut_bytes");

    var truth = run("bytes", "m-2", 2);

    var charged = charged("bytes");
    report("with their bytes", truth, charged);
    assertThat(settled("cut_bytes") - before).isEqualTo(CUT);
    assertThat(charged.finished().total()).isCloseTo(truth.finished().total(), percent(1));
    assertThat(charged.cut().total()).isCloseTo(truth.cut().total(), percent(15));
    assertThat(charged.cut().completion()).isCloseTo(truth.cut().completion(), percent(15));
  }

  private static Percentage percent(double percentage) {
    return Percentage.withPercentage(percentage);
  }

  private double settled(String how) {
    return environment.runner.metric("sluice_budget_settled_total", "how=\"" + how + "\"");
  }

  private Sums charged(String route) throws Exception {
    var meter = environment.runner.meter();
    return new Sums(meter.settled(route), meter.settled(route + "-cut"));
  }

  private static void report(String how, Sums truth, Sums charged) {
    System.out.printf("charged %s: %s%nbilled: %s%n", how, charged, truth);
  }

  /** Returns what the provider bills for all streams, those cut and the others. */
  private Sums run(String route, String model, int seed) throws Exception {
    var calls = new ArrayList<Callable<Sums>>();
    for (var plan : plans(new Random(seed))) {
      calls.add(() -> stream(route, model, plan));
    }
    var finished = new Charged(0, 0);
    var cut = new Charged(0, 0);
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var done : threads.invokeAll(calls)) {
        finished = finished.plus(done.get().finished());
        cut = cut.plus(done.get().cut());
      }
    }
    return new Sums(finished, cut);
  }

  private static List<Plan> plans(Random random) {
    var cut = new ArrayList<Boolean>();
    for (int i = 0; i < STREAMS; i++) {
      cut.add(i < CUT);
    }
    Collections.shuffle(cut, random);
    return cut.stream()
        .map(isCut -> {
          int tokens = random.nextInt(10, 121);
          var after = isCut ? OptionalInt.of(random.nextInt(1, tokens)) : OptionalInt.empty();
          return new Plan(question(random), tokens, after);
        })
        .toList();
  }

  private static String question(Random random) {
    return random
        .ints(random.nextInt(5, 80), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining(" "));
  }

  private Sums stream(String route, String model, Plan plan) throws Exception {
    var nothing = new Charged(0, 0);
    if (plan.cutAfter().isEmpty()) {
      return new Sums(finish(route, model, plan), nothing);
    }
    int received = cut(route + "-cut", model, plan, plan.cutAfter().getAsInt());
    return new Sums(nothing, new Charged(promptTokens(model, plan), received));
  }

  private Charged finish(String route, String model, Plan plan) throws Exception {
    var request = request(route, model, plan.question(), true, plan.tokens(), 5);
    var answer = environment.http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var usage =
        answer
            .body()
            .lines()
            .filter(line -> line.contains("\"usage\":{"))
            .map(line -> Chat.json(line.substring("data: ".length())).path("usage"))
            .findFirst()
            .orElseThrow();
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(plan.tokens());
    return new Charged(usage.path("prompt_tokens").asLong(), plan.tokens());
  }

  /** Returns how many tokens the client had when it left: as many as it wanted. */
  private int cut(String route, String model, Plan plan, int after) throws Exception {
    var request = request(route, model, plan.question(), true, ENDLESS, 20);
    var answer = environment.http.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    int received = 0;
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      while (received < after) {
        var line = lines.readLine();
        if (line == null) {
          throw new IOException("the stream ended before it was cut");
        }
        received += line.contains("\"delta\":{\"content\":") ? 1 : 0;
      }
    }
    return received;
  }

  /** Asks the provider for its own count, on a route without limits. */
  private long promptTokens(String model, Plan plan) throws Exception {
    var answer =
        environment.http.send(
            request("plain", model, plan.question(), false, 1, 0), BodyHandlers.ofString());
    return Chat.json(answer.body()).path("usage").path("prompt_tokens").asLong();
  }

  private HttpRequest request(
      String route, String model, String question, boolean stream, int tokens, int paceMillis) {
    var body =
        Chat.write(
            Map.of(
                "model",
                model,
                "stream",
                stream,
                "messages",
                List.of(Map.of("role", "user", "content", question))));
    return environment
        .request("/" + route + "/chat/completions")
        .header("x-stub-tokens", Integer.toString(tokens))
        .header("x-stub-token-pace-ms", Integer.toString(paceMillis))
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
