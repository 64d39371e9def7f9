package io.sluice.benchmarks;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.exchange.Embedding;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.onnx.StaticEmbeddingModel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much of an embedding's time is the model's own: the whole of it, from text to vector, beside
 * ONNX Runtime's call alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class EmbeddingBenchmark {

  /** Length of the text, its two end marks included. */
  @Param({"16", "64", "256"})
  int tokens;

  private String text = "";

  @SuppressWarnings("NullAway.Init")
  private OnnxEmbeddingModel model;

  @SuppressWarnings("NullAway.Init")
  private BareModel bare;

  @SuppressWarnings("NullAway.Init")
  private StaticEmbeddingModel tokenVectors;

  @Setup
  public void load() throws OrtException, IOException {
    var words = new PlainWords(tokens - 2);
    text = words.text();
    model = OnnxEmbeddingModel.packaged();
    bare = new BareModel(words.ids());
    tokenVectors = StaticEmbeddingModel.packaged();
    if (model.embed(text).similarity(bare.embedding()) < 0.999) {
      throw new IllegalStateException("the two do not embed the same text");
    }
  }

  @TearDown
  public void close() throws OrtException {
    model.close();
    bare.close();
  }

  /** ONNX Runtime's call on inputs that are ready, its output not looked at. */
  @Benchmark
  public OrtSession.Result bareModelCall() throws OrtException {
    return bare.run();
  }

  /** Tokens, the way to another thread and back, the model, pooling, scaling to length 1. */
  @Benchmark
  public Embedding wholeEmbedding() {
    return model.embed(text);
  }

  /** The static embedding: tokens, the sum of their vectors, scaling to length 1. */
  @Benchmark
  public Embedding staticEmbedding() {
    return tokenVectors.embed(text);
  }
}
