package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.intent.SentenceModels;
import io.sluice.tokens.ModelTokenCounter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a decision takes, embedding left out: 20 intents of 20 examples, 30 targets, and every
 * other step switched on or off.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class DecisionBenchmark {

  private static final int INTENTS = 20;
  private static final int EXAMPLES = 20;
  private static final int TARGETS = 30;
  private static final int ROUTES = 20;

  private static final String[] THINGS = {
    "invoice", "holiday", "printer", "contract", "laptop", "delivery", "salary", "password",
    "meeting", "parking", "insurance", "canteen", "badge", "training", "visitor", "refund",
    "warranty", "newsletter", "mortgage", "pension"
  };

  private static final String[] WISHES = {
    "where is my %s",
    "I need help with the %s",
    "cancel the %s",
    "the %s is wrong",
    "change my %s",
    "who is responsible for the %s",
    "how long does the %s take",
    "I lost my %s",
    "send me the %s",
    "what does a %s cost",
    "explain the %s to me",
    "book a %s",
    "my %s has not arrived",
    "is the %s free of charge",
    "extend the %s",
    "compare one %s with another",
    "give back a %s",
    "complain about the %s",
    "report a broken %s",
    "tell me the rules of the %s"
  };

  /** Which steps there are beside the intents. */
  @Param({"intents", "everything"})
  public String steps = "intents";

  private final RememberingModel similarity = new RememberingModel(OnnxEmbeddingModel.packaged());
  private final RememberingModel meaning =
      new RememberingModel(OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall()));

  @SuppressWarnings("NullAway.Init")
  private RoutePlugin route;

  @Setup(Level.Trial)
  public void prepare() {
    var router =
        new SemanticRouter(
            RouterPorts.offline(
                DecisionBenchmark::catalog,
                new SentenceModels(similarity, meaning),
                new ModelTokenCounter()));
    route = prepared(router);
    decide();
  }

  private <C> RoutePlugin prepared(Plugin<C> plugin) {
    return plugin.prepare(Settings.parseJson(plugin.name(), config(), plugin::read));
  }

  @Benchmark
  public Action decide() {
    return route.onRequest(
        ChatExchange.begin(
            RequestId.next(),
            new Subject("alice", "finance", "chat"),
            "/v1/chat/completions",
            Headers.none(),
            ChatRequest.of(BODY.clone())));
  }

  private static final byte[] BODY =
      """
      {"model":"auto","messages":[{"role":"system","content":"You are a helpful assistant."},
      {"role":"user","content":"Could you please tell me when the invoice of last month is due?"}]}
      """
          .getBytes(UTF_8);

  private static final Catalog CATALOG =
      Catalog.parse(
          IntStream.range(0, TARGETS)
              .mapToObj(i ->
                  """
                    - {name: t%d, tier: %s, model: gpt-5-%d, price: {input: %d, output: %d},
                       region: %s, context_window: 100000, abilities: [tools, streaming],
                       quality: {overall: 0.%d}}
                  """
                      .formatted(
                          i,
                          i < 10 ? "fast" : i < 20 ? "middle" : "smart",
                          i,
                          i + 1,
                          4 * i + 4,
                          i % 2 == 0 ? "eu" : "us",
                          50 + i))
              .collect(Collectors.joining("", "tiers: [fast, middle, smart]\ntargets:\n", "")));

  private static Catalog catalog() {
    return CATALOG;
  }

  private String config() {
    var intents =
        IntStream.range(0, INTENTS)
            .mapToObj(i ->
                "{\"name\":\"%s\",\"tier\":\"%s\",\"examples\":[%s]}"
                    .formatted(
                        THINGS[i],
                        i % 2 == 0 ? "fast" : "middle",
                        IntStream.range(0, EXAMPLES)
                            .mapToObj(j -> "\"" + WISHES[j].formatted(THINGS[i]) + "\"")
                            .collect(Collectors.joining(","))))
            .collect(Collectors.joining(",", "[", "]"));
    var more =
        """
        ,"policies":[{"name":"eu","when":{"department":"finance"},"require":{"regions":"eu"}}],
        "similarity_threshold":0.99,"complexity":{},"stickiness":{},"top_tier":{"share":0.3},
        "experiment":{"name":"e","arms":[{"name":"a","share":0.5,"tier":"middle"}]},
        "client_model":{"mode":"honour"}
        """;
    return "{\"default_tier\":\"smart\",\"intents\":%s%s}"
        .formatted(intents, steps.equals("everything") ? more : "");
  }

  /** Prints what a prepared route keeps in memory. */
  public static void main(String[] arguments) {
    var benchmark = new DecisionBenchmark();
    benchmark.prepare();
    var routes = new ArrayList<RoutePlugin>();
    long before = used();
    for (int i = 0; i < ROUTES; i++) {
      benchmark.prepare();
      routes.add(benchmark.route);
    }
    System.out.printf(
        Locale.ROOT,
        "%d intents of %d examples: %,d bytes a route%n",
        INTENTS,
        EXAMPLES,
        (used() - before) / routes.size());
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
