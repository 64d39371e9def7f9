package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.asked.Ask;
import io.sluice.router.intent.Guess;
import io.sluice.router.intent.IntentClassifier;
import io.sluice.router.intent.IntentExamples;
import io.sluice.router.intent.SentenceModels;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to tell which of 20 intents of 20 examples a question belongs to. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
public class IntentClassifierBenchmark {

  private static final int DIMENSIONS = 384;

  /** Seeded vectors in place of a model: what is measured begins when embeddings are there. */
  private record Seeded(String id) implements EmbeddingModel {

    @Override
    public int dimensions() {
      return DIMENSIONS;
    }

    @Override
    public Embedding embed(String text) {
      var random = new Random((id + text).hashCode());
      var vector = new float[DIMENSIONS];
      for (int i = 0; i < DIMENSIONS; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      return Embedding.of(vector);
    }
  }

  private final IntentClassifier classifier =
      IntentClassifier.learn(
          IntStream.range(0, 20).mapToObj(IntentClassifierBenchmark::intent).toList(),
          new SentenceModels(new Seeded("similarity"), new Seeded("meaning")));

  private Ask question = Ask.of("");

  private static IntentExamples intent(int number) {
    var examples = IntStream.range(0, 20).mapToObj(i -> number + " " + i).toList();
    return new IntentExamples("intent" + number, examples, List.of());
  }

  @Setup
  public void embed() {
    var similarity = new Seeded("similarity").embed("question");
    var meaning = new Seeded("meaning").embed("question");
    question = new Ask("question", model -> model.id().equals("similarity") ? similarity : meaning);
  }

  /** The embeddings are at hand. */
  @Benchmark
  public Guess classify() {
    return classifier.classify(question);
  }
}
