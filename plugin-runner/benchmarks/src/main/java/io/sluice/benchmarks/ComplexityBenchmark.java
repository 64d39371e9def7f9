package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import io.sluice.router.complexity.Complexity;
import io.sluice.router.complexity.ComplexityModel;
import io.sluice.router.verifier.Verifier;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/** What the shipped complexity score and verifier cost a request, the embedding being at hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class ComplexityBenchmark {

  private static final int DIMENSIONS = 384;

  /** Sentences of the prompt, and steps of the answer; one is 62 characters. */
  @Param({"4", "3000"})
  int sentences;

  private String prompt = "";
  private String answer = "";
  private final ComplexityModel model = ComplexityModel.packaged();
  private final Verifier verifier = Verifier.packaged();

  @SuppressWarnings("NullAway.Init")
  private Embedding embedding;

  @Setup
  public void write() {
    prompt = "A shop sells 12 red pens at $3 each and 7 blue ones for $2.50. ".repeat(sentences);
    answer = "12 pens at $3 come to 12 * 3 = 36 dollars, and 7 * 2.5 = 17.5. ".repeat(sentences);
    var vector = new float[DIMENSIONS];
    var random = new Random(1);
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    embedding = Embedding.of(vector);
  }

  /** Features, centres, and the four scores with their category. */
  @Benchmark
  public Complexity score() {
    return model.of(prompt, embedding);
  }

  /** The score of an answer with its question. */
  @Benchmark
  public double verify() {
    return verifier.score(prompt, answer);
  }
}
