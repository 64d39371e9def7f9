package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.benchmarks.CompressionCase.Compressed;
import io.sluice.compressor.CompressorObserver;
import io.sluice.compressor.CompressorPorts;
import io.sluice.compressor.PromptCompressor;
import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Json;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.onnx.StaticEmbeddingModel;
import io.sluice.tokens.ModelTokenCounter;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/**
 * The plugin as a route has it, asked to keep a share of a prompt: one message with the texts, an
 * empty line, and the question.
 */
final class CompressedByPlugin {

  /** How often a prompt that turns out too large is asked for smaller. */
  private static final int ATTEMPTS = 12;

  private static final double LEAST = 1e-4;

  private static final Catalog CATALOG =
      Catalog.parse(
          """
          tiers: [one]
          targets: [{name: one, tier: one, model: gpt-4o, price: {input: 1, output: 1}}]
          """);

  private final String name;
  private final String config;
  private final PromptCompressor plugin;

  /**
   * @param config of the route, without its ranges and without braces
   * @param sentences is asked where the configuration says so
   */
  CompressedByPlugin(
      String name, String config, StaticEmbeddingModel words, EmbeddingModel sentences) {
    this.name = name;
    this.config = config;
    this.plugin =
        new PromptCompressor(
            new CompressorPorts(
                () -> CATALOG,
                new ModelTokenCounter(),
                words,
                sentences,
                Optional.empty(),
                CompressorObserver.NOBODY,
                System::nanoTime));
  }

  String name() {
    return name;
  }

  /** What is left, and how long the last attempt took in milliseconds. */
  record Result(Compressed left, double millis) {}

  Result compress(CompressionCase one, double ratio) {
    long budget = (long) (ratio * one.size().applyAsInt(one.prompt()));
    var asked = one.prompt() + "\n\nQuestion: " + one.question();
    double share = ratio;
    var result = compress(one, asked, share);
    for (int i = 1; i < ATTEMPTS; i++) {
      long size = one.size().applyAsInt(result.left().text());
      if (size <= budget) {
        break;
      }
      share = Math.max(LEAST, share * Math.min(0.995, (double) budget / size));
      result = compress(one, asked, share);
    }
    // What was not made small enough has answered nothing.
    return one.size().applyAsInt(result.left().text()) <= budget
        ? result
        : new Result(new Compressed("", new BitSet()), result.millis());
  }

  private Result compress(CompressionCase one, String asked, double share) {
    var json =
        String.format(Locale.ROOT, "{\"ranges\":[{\"over\":0,\"ratio\":%.6f}]%s}", share, config);
    var route = ShippedCache.prepare(plugin, json);
    var body =
        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
            .formatted(Json.quote(asked));
    var exchange =
        ChatExchange.begin(
            RequestId.next(),
            new Subject("", "", "benchmark"),
            "/v1/chat/completions",
            Headers.none(),
            ChatRequest.of("/v1/chat/completions", body.getBytes(UTF_8)));
    long start = System.nanoTime();
    var action = route.onRequest(exchange);
    double millis = (System.nanoTime() - start) / 1e6;
    var text = text(action, asked);
    int question = text.lastIndexOf("Question: " + one.question());
    var left = text.substring(0, Math.max(0, question)).strip();
    return new Result(new Compressed(left, characters(one.prompt(), left)), millis);
  }

  private static String text(Action action, String asked) {
    if (action instanceof Action.Rewrite(var changes)) {
      for (var change : changes) {
        if (change instanceof Change.SetBody(ChatRequest request)) {
          return request.lastUserText();
        }
      }
    }
    return asked;
  }

  /** Which characters of a prompt are left: each line of what is left is a part of one of its. */
  static BitSet characters(String prompt, String left) {
    var kept = new BitSet(prompt.length());
    var lines = left.lines().toList();
    int next = 0;
    int start = 0;
    while (start < prompt.length() && next < lines.size()) {
      int end = prompt.indexOf('\n', start);
      end = end < 0 ? prompt.length() : end;
      if (takes(prompt, start, end, lines.get(next), kept)) {
        next++;
      }
      start = end + 1;
    }
    return kept;
  }

  /** Marks the words of a line in another, if they stand there in that order. */
  private static boolean takes(String prompt, int start, int end, String line, BitSet kept) {
    var marked = new BitSet();
    int at = start;
    for (var word : line.strip().split("\\s+", -1)) {
      int found = prompt.indexOf(word, at);
      if (found < 0 || found + word.length() > end) {
        return false;
      }
      marked.set(found, found + word.length());
      at = found + word.length();
    }
    kept.or(marked);
    return true;
  }
}
