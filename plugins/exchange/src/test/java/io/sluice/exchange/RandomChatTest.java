package io.sluice.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Splicing, on bodies that nobody thought of. */
class RandomChatTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String NEW = "provider/new-model:2";

  @Test
  void onlyTheModelChanges() {
    var random = new Random(20_251_120);
    for (int i = 0; i < 10_000; i++) {
      var chat = new RandomChat(random);

      var changed = ChatRequest.of(chat.text().getBytes(UTF_8)).withModel(NEW);

      assertThat(new String(changed.body(), UTF_8)).isEqualTo(chat.text('"' + NEW + '"'));
      assertThat(ChatRequest.of(changed.body()).model()).contains(NEW);
      assertThat(tree(new String(changed.body(), UTF_8)))
          .isEqualTo(tree(chat.text()).put("model", NEW));
    }
  }

  @Test
  void damageNeverThrowsAndNeverMisplacesTheModel() {
    var random = new Random(4_711);
    int understood = 0;
    for (int i = 0; i < 20_000; i++) {
      var body = damaged(new RandomChat(random).text().getBytes(UTF_8), random);

      var request = ChatRequest.of(body);

      if (request.protocol() == Protocol.OPENAI_CHAT) {
        understood++;
        var changed = ChatRequest.of(request.withModel(NEW).body());
        assertThat(changed.model()).contains(NEW);
        assertThat(changed.messages()).isEqualTo(request.messages());
      }
    }
    assertThat(understood).isBetween(1_000, 19_000);
  }

  private static ObjectNode tree(String json) {
    return (ObjectNode) JSON.readTree(json);
  }

  private static byte[] damaged(byte[] body, Random random) {
    var damaged = body.clone();
    for (int left = random.nextInt(3); left >= 0; left--) {
      var signs = List.of((byte) '"', (byte) '{', (byte) ']', (byte) ',', (byte) '\\', (byte) 0xE2);
      damaged[random.nextInt(damaged.length)] =
          random.nextBoolean() ? signs.get(random.nextInt(6)) : (byte) random.nextInt(256);
    }
    return damaged;
  }
}
