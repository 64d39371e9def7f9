package io.sluice.compressor;

import static io.sluice.compressor.Fixture.exchange;
import static io.sluice.compressor.Fixture.send;
import static io.sluice.exchange.Json.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.RandomDocuments.Kind;
import io.sluice.compressor.RandomDocuments.Script;
import io.sluice.compressor.json.Json;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.PromptText;
import io.sluice.exchange.PromptTexts;
import io.sluice.testkit.FakeTokenCounter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any prompt, however it is compressed. */
class GuaranteeTest {

  private static final int CASES = 10_000;

  /** Of one text at most. */
  private static final int PIECES = 3;

  /** How many of the cases are sent twice. */
  private static final int AGAIN = 7;

  private static final List<String> CONFIGS =
      List.of(
          "{}",
          "{'ranges':[{'over':20,'ratio':0.2}],'keep_turns':0}",
          "{'ranges':[{'over':20,'ratio':0.5}],'mark':'[…]','scoring':'lexical'}",
          "{'ranges':[{'over':20,'tokens':30}],'pruning':'filler_words','keep_turns':1}",
          "{'ranges':[{'over':20,'ratio':0.3}],'extraction':false}",
          "{'ranges':[{'over':20,'ratio':0.3}],'rules':{'history':'lossless'},"
              + "'scoring':'sentence_model'}");

  private final FakeTokenCounter tokens = new FakeTokenCounter();

  @Test
  void holdsForRandomPrompts() {
    var routes = CONFIGS.stream().map(config -> new Fixture().route(config)).toList();
    int changed = 0;
    for (int seed = 0; seed < CASES; seed++) {
      var asked = prompt(seed);
      var route = routes.get(seed % routes.size());

      var sent = send(route, asked).exchange().request();

      check(seed, asked.request(), sent);
      if (seed % AGAIN == 0) {
        assertThat(send(route, asked).exchange().request().body())
            .as("seed %d, again", seed)
            .isEqualTo(sent.body());
      }
      changed += sent == asked.request() ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(CASES / 2);
  }

  private void check(int seed, ChatRequest asked, ChatRequest sent) {
    assertThat(tokens.prompt(sent, "").tokens())
        .as("seed %d: tokens", seed)
        .isLessThanOrEqualTo(tokens.prompt(asked, "").tokens());
    var before = PromptTexts.of(asked);
    var after = PromptTexts.of(sent).texts();
    assertThat(after).as("seed %d", seed).hasSameSizeAs(before.texts());
    for (int i = 0; i < after.size(); i++) {
      check(seed, before.texts().get(i), after.get(i));
    }
    // What is no text of the prompt is as it was, byte for byte.
    assertThat(before.with(after.stream().map(PromptText::text).toList()).body())
        .as("seed %d: the rest", seed)
        .isEqualTo(sent.body());
    assertThat(after.getFirst().text())
        .as("seed %d: instructions", seed)
        .isEqualTo(before.texts().getFirst().text());
    assertThat(after.getLast().text()).as("seed %d: question", seed).endsWith("in Zürich?");
  }

  private static void check(int seed, PromptText before, PromptText after) {
    assertThat(after.role()).as("seed %d", seed).isEqualTo(before.role());
    if (Json.isValue(before.text())) {
      assertThat(Json.isValue(after.text())).as("seed %d: JSON", seed).isTrue();
    }
    assertThat(fences(after.text()) % 2)
        .as("seed %d: fences", seed)
        .isEqualTo(fences(before.text()) % 2);
    assertThat(halves(after.text()))
        .as("seed %d: halves of letters", seed)
        .isLessThanOrEqualTo(halves(before.text()));
    if (!before.text().isBlank()) {
      assertThat(after.text()).as("seed %d: empty", seed).isNotBlank();
    }
  }

  private static int fences(String text) {
    return text.split("```", -1).length - 1;
  }

  private static long halves(String text) {
    return text.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF).count();
  }

  /** A conversation with instructions, turns, a tool's result, documents and a question. */
  private static ChatExchange prompt(int seed) {
    var random = new Random(seed);
    var documents =
        new RandomDocuments(seed, EnumSet.allOf(Kind.class), EnumSet.allOf(Script.class), PIECES)
            .some(6);
    var messages = new ArrayList<String>();
    messages.add(message("system", documents.get(0)));
    for (int turn = 0; turn < random.nextInt(4); turn++) {
      messages.add(message(turn % 2 == 0 ? "user" : "assistant", documents.get(1 + turn)));
    }
    messages.add(message("tool", documents.get(4)));
    messages.add(
        message(
            "user", documents.get(5) + "\n\nWhich of the numbers is that of the vault in Zürich?"));
    return exchange(
        "{\"tools\":[{ \"x\" : 1 }], \"messages\":[" + String.join(" , ", messages) + "]}");
  }

  private static String message(String role, String text) {
    return "{\"role\":\"%s\", \"content\":%s}".formatted(role, quote(text));
  }
}
