package io.sluice.benchmarks;

import io.sluice.compressor.extract.Extractor;
import io.sluice.compressor.extract.Ranking;
import io.sluice.compressor.extract.Unit;
import io.sluice.compressor.text.TimeLimit;
import io.sluice.onnx.StaticEmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long it takes to rank the sentences of a prompt for a question, by words and by meaning. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.MILLISECONDS)
@Fork(1)
public class ExtractionBenchmark {

  private static final String QUESTION = "When did the harbour of the old town burn down?";
  private static final int WORDS = 25;

  @Param({"8000", "30000", "120000"})
  int tokens;

  @Param({"words", "meaning"})
  String by = "words";

  private List<Unit> units = List.of();
  private Extractor extractor = new Extractor();

  @Setup
  public void setUp() {
    var random = new Random(6);
    var sentences = new ArrayList<Unit>();
    for (int i = 0; i < tokens / 30; i++) {
      var text = new StringBuilder();
      for (int word = 0; word < WORDS; word++) {
        // Frequent words more often: the square of a uniform number.
        double rank = random.nextDouble() * random.nextDouble();
        text.append(word(new Random((long) (rank * 20_000)))).append(' ');
      }
      sentences.add(new Unit(text.append('.').toString(), "", i / 5, i / 5, 30, false));
    }
    units = sentences;
    extractor =
        by.equals("words") ? new Extractor() : Extractor.withWords(StaticEmbeddingModel.packaged());
  }

  private static String word(Random letters) {
    var word = new StringBuilder();
    for (int i = 2 + letters.nextInt(8); i > 0; i--) {
      word.append((char) ('a' + letters.nextInt(26)));
    }
    return word.toString();
  }

  @Benchmark
  public Optional<Ranking> ranking() {
    return extractor.rank(QUESTION, units, tokens / 4L, TimeLimit.none());
  }
}
