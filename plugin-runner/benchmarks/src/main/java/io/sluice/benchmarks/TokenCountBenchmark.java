package io.sluice.benchmarks;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.PromptCount;
import io.sluice.tokens.BytePairEncoding;
import io.sluice.tokens.ModelTokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

/**
 * How long counting takes: a megabyte of English, and of what an encoder may trip over; and the
 * prompt of a chat request of 2 KB, from its bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenCountBenchmark {

  private static final int MEGABYTE = 1 << 20;

  /** How a megabyte is filled; {@code words} are common English words. */
  @Param({"words", "one-letter", "spaces", "cjk", "base64", "punctuation"})
  String fill = "words";

  @Param({"o200k_base", "cl100k_base"})
  String encoding = "o200k_base";

  private String text = "";
  private ChatRequest request = ChatRequest.of(new byte[0]);
  private final ModelTokenCounter counter = new ModelTokenCounter();

  @Setup
  public void fill() {
    text = megabyte();
    var prompt = new PlainWords(330).text();
    request =
        ChatRequest.of(
            """
            {"model":"gpt-4o","messages":[{"role":"system","content":"You are a helpful assistant."},
            {"role":"user","content":"%s"}]}\
            """
                .formatted(prompt)
                .getBytes(StandardCharsets.UTF_8));
  }

  private String megabyte() {
    return switch (fill) {
      case "words" -> new PlainWords(MEGABYTE / 4).text().substring(0, MEGABYTE);
      case "one-letter" -> "a".repeat(MEGABYTE);
      case "spaces" -> " ".repeat(MEGABYTE);
      case "cjk" -> cjk();
      case "base64" -> base64();
      case "punctuation" -> "=-".repeat(MEGABYTE / 2);
      default -> throw new IllegalArgumentException(fill);
    };
  }

  /** Common characters in no order, a third of a megabyte of them. */
  private static String cjk() {
    return new Random(1)
        .ints(MEGABYTE / 3, 0x4E00, 0x5E00)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String base64() {
    var bytes = new byte[MEGABYTE / 4 * 3];
    new Random(1).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A megabyte. */
  @Benchmark
  public long megabyteOfText() {
    return BytePairEncoding.named(encoding).count(text);
  }

  /** A chat request, its JSON read anew. */
  @Benchmark
  public PromptCount chatRequest() {
    return counter.prompt(request, "gpt-4o");
  }
}
