package io.sluice.compressor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Json;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Subject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compresses a made-up prompt a few times before a first real one comes: code that never ran takes
 * ten times as long, and the time limit would be up.
 */
final class WarmUp {

  private static final int ROUNDS = 40;

  private static final int PARAGRAPHS = 60;

  private static final String CONFIG = "{\"ranges\":[{\"over\":0,\"ratio\":0.35}]}";

  private WarmUp() {}

  /** Takes about a second on one core, once. */
  static void run(CompressorPorts ports) {
    var unlimited =
        new CompressorPorts(
            ports.catalog(),
            ports.tokens(),
            ports.words(),
            ports.sentences(),
            ports.classifier(),
            CompressorObserver.NOBODY,
            () -> 0);
    var config = Settings.parseJson(PromptCompressor.NAME, CONFIG, PromptCompressorConfig::read);
    var route = new CompressedRoute(config, unlimited);
    for (int round = 0; round < ROUNDS; round++) {
      route.onRequest(prompt(round));
    }
  }

  private static ChatExchange prompt(int round) {
    var text =
        IntStream.range(0, PARAGRAPHS)
            .mapToObj(i -> paragraph(round * PARAGRAPHS + i))
            .collect(Collectors.joining("\n\n"));
    var body =
        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
            .formatted(Json.quote(text + "\n\nWhich train was 17 minutes late in Zürich?"));
    return ChatExchange.begin(
        RequestId.next(),
        new Subject("", "", ""),
        "/v1/chat/completions",
        Headers.none(),
        ChatRequest.of(body.getBytes(UTF_8)));
  }

  /** One of the ways in which prompts are built. */
  private static String paragraph(int i) {
    return switch (i % 6) {
      case 0 -> "## Report %d\n\nThe train to Bern was %d minutes late.".formatted(i, i % 40);
      case 1 ->
          "- Line %d: \u201con time\u201d\n- https://example.org/%d?utm_source=x".formatted(i, i);
      case 2 -> "{\"id\": %d, \"city\": \"Z\u00fcrich\", \"late\": [1, 2, %d]}".formatted(i, i);
      case 3 -> "| Train | Late |\n|---|---|\n| IC %d | %d |\n| IR %d | 0 |".formatted(i, i, i);
      case 4 -> "Anna: Was it %d minutes? I waited there.\nBen: Yes, in the cold.".formatted(i);
      default ->
          "\u7b2c%d\u5217\u706b\u8f66\u665a\u70b9\u3002Der Zug kam heute nicht p\u00fcnktlich an."
              .formatted(i);
    };
  }
}
