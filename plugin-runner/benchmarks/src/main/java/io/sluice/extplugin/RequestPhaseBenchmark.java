package io.sluice.extplugin;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.TextEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.extplugin.sdk.SdkWatchers;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.router.RouterPorts;
import io.sluice.router.SemanticRouter;
import io.sluice.router.intent.SentenceModels;
import io.sluice.runner.chain.ChainMetrics;
import io.sluice.runner.chain.PluginChains;
import io.sluice.runner.chain.Plugins;
import io.sluice.runner.exchanges.ExchangeRegistry;
import io.sluice.tokens.ModelTokenCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a chat request of 2 KB costs in the runner: frame decoded, plugins run, answer encoded.
 *
 * <p>The route has a semantic router with 10 intents of 10 examples. With {@code model=none} the
 * question's embedding is at hand, so that everything else is measured; with {@code minilm} it is
 * computed, and {@code model} is the model alone on the same question.
 *
 * <p>In this package because nobody outside it sees the protocol.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH fills the fields.
public class RequestPhaseBenchmark {

  private static final int BODY_BYTES = 2048;

  private static final List<String> WORDS =
      List.of("please", "tell", "me", "how", "long", "a", "refund", "for", "this", "will", "take");

  /** Whether the question is embedded. */
  @Param({"none", "minilm"})
  public String model;

  /** Words of the question: about as many tokens. */
  @Param({"16", "64"})
  public int words;

  private EmbeddingModel embeddings;
  private String question;
  private Route route;
  private byte[] frame;
  private byte[] body;

  @Setup
  public void prepare() {
    question =
        IntStream.range(0, words)
            .mapToObj(i -> WORDS.get(i % WORDS.size()))
            .collect(Collectors.joining(" "));
    embeddings = model.equals("none") ? new AtHand() : OnnxEmbeddingModel.packaged();
    var meters = new SimpleMeterRegistry();
    var chains =
        new PluginChains(
            new Plugins(
                List.of(
                    new SemanticRouter(
                        RouterPorts.offline(
                            RequestPhaseBenchmark::catalog,
                            SentenceModels.of(embeddings),
                            new ModelTokenCounter()))),
                List.of()),
            new SdkWatchers(List.of()),
            new ExchangeRegistry(Duration.ofMinutes(15), 128 << 20, entry -> false, meters),
            new ChainMetrics(meters));
    route = chains.prepare(1, "bench", List.of(new PluginConf("ai-semantic-router", router())));
    frame = frame();
    body = body(question);
  }

  @TearDown
  public void close() throws Exception {
    if (embeddings instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Benchmark
  public int call() throws MalformedFrameException {
    var bare = FrameDecoder.httpReqCall(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN));
    var call =
        bare.with(
            Map.of("consumer_name", "alice", "consumer_group_id", "finance", "route_id", "chat"),
            body.clone());
    var answer = route.call(call);
    return FrameEncoder.action(call.id(), answer.action()).payload().remaining();
  }

  @Benchmark
  public Embedding model() {
    return embeddings.embed(question);
  }

  private static Catalog catalog() {
    return Catalog.parse(
        """
        tiers: [fast, smart]
        targets:
          - {name: fast, tier: fast, model: gpt-5-mini, price: {input: 0.25, output: 2}}
          - {name: smart, tier: smart, model: gpt-5.1, price: {input: 1.25, output: 10}}
        """);
  }

  private static String router() {
    return IntStream.range(0, 10)
        .mapToObj(intent ->
            IntStream.range(0, 10)
                .mapToObj(example -> "\"example %d of intent %d\"".formatted(example, intent))
                .collect(
                    Collectors.joining(
                        ",",
                        "{\"name\":\"intent%d\",\"tier\":\"fast\",\"examples\":[".formatted(intent),
                        "]}")))
        .collect(Collectors.joining(",", "{\"default_tier\":\"smart\",\"intents\":[", "]}"));
  }

  private static byte[] body(String question) {
    var body =
        "{\"model\":\"auto\",\"temperature\":0.7,\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},"
                .formatted("You are helpful. ".repeat(200).substring(0, BODY_BYTES - 300))
            + "{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(question);
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** A call as APISIX sends it, with the headers of a usual client. */
  private static byte[] frame() {
    var builder = new FlatBufferBuilder();
    var headers =
        Map.of(
            "host", "127.0.0.1:9080",
            "user-agent", "OpenAI/Python 2.8.1",
            "accept", "application/json",
            "content-type", "application/json",
            "content-length", "2048",
            "x-stainless-lang", "python",
            "x-forwarded-proto", "http",
            "x-forwarded-host", "127.0.0.1:9080",
            "x-forwarded-port", "9080",
            "x-consumer-username", "alice");
    var entries =
        headers.entrySet().stream()
            .mapToInt(header ->
                TextEntry.createTextEntry(
                    builder,
                    builder.createString(header.getKey()),
                    builder.createString(header.getValue())))
            .toArray();
    int vector = Req.createHeadersVector(builder, entries);
    int path = builder.createString("/v1/chat/completions");
    int source = builder.createByteVector(new byte[] {127, 0, 0, 1});
    builder.finish(Req.createReq(builder, 1, source, 2, path, 0, vector, 1));
    return builder.sizedByteArray();
  }

  /** Gives every text a vector of the usual size at once. */
  private static final class AtHand implements EmbeddingModel {

    @Override
    public String id() {
      return "at hand";
    }

    @Override
    public int dimensions() {
      return 384;
    }

    @Override
    public Embedding embed(String text) {
      return Prepared.VECTORS[Math.floorMod(text.hashCode(), Prepared.VECTORS.length)];
    }
  }

  private static final class Prepared {
    static final Embedding[] VECTORS =
        new Random(7)
            .ints(64)
            .mapToObj(seed -> {
              var random = new Random(seed);
              var vector = new float[384];
              for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
              }
              return Embedding.of(vector);
            })
            .toArray(Embedding[]::new);
  }
}
