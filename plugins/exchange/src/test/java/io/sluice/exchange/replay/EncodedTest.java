package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Protocol;
import io.sluice.exchange.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded answers as bytes. */
class EncodedTest {

  static Stream<RecordedAnswer> answers() {
    return Stream.of(
        Answers.taken(Asked.CHAT, Answers.CHAT),
        Answers.taken(Asked.CHAT_STREAM, Answers.CHAT_STREAM),
        Answers.taken(Asked.COMPLETION_STREAM, Answers.COMPLETION_STREAM),
        Answers.taken(Asked.RESPONSE, Answers.RESPONSE),
        Answers.taken(Asked.MESSAGE_STREAM, Answers.MESSAGE_STREAM),
        Answers.taken(Asked.TWO_EMBEDDINGS, Answers.EMBEDDINGS));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsWrittenIsReadAgain(RecordedAnswer answer) {
    assertThat(RecordedAnswer.decode(answer.encode())).contains(answer);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsCutAnywhereIsNotRead(RecordedAnswer answer) {
    var bytes = answer.encode();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(RecordedAnswer.decode(Arrays.copyOf(bytes, length))).isEmpty();
    }
    assertThat(RecordedAnswer.decode(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsFlippedAnywhereIsNotRead(RecordedAnswer answer) {
    var bytes = answer.encode();
    var random = new Random(20_251_120);
    for (int at = 0; at < bytes.length; at++) {
      for (int mask : new int[] {1, 128, 1 + random.nextInt(255)}) {
        var flipped = bytes.clone();
        flipped[at] ^= (byte) mask;

        assertThat(RecordedAnswer.decode(flipped)).as("flipped at %d", at).isEmpty();
      }
    }
  }

  @Test
  void noiseIsNotRead() {
    var random = new Random(20_251_120);
    for (int i = 0; i < 10_000; i++) {
      var noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (random.nextBoolean()) {
        var magic = new byte[] {'S', 'R', 'A', 1};
        System.arraycopy(magic, 0, noise, 0, Math.min(noise.length, magic.length));
      }

      assertThat(RecordedAnswer.decode(noise)).isEmpty();
    }
  }

  @Test
  void aVersionToComeIsNotRead() throws IOException {
    var content = "anything".getBytes(UTF_8);

    assertThat(RecordedAnswer.decode(signed(2, content.length, content))).isEmpty();
  }

  @Test
  void whatSomebodyElseSignedIsReadOnlyIfItIsAnAnswer() throws IOException {
    var good = content("OPENAI_CHAT", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}", 0);
    assertThat(RecordedAnswer.decode(signed(1, good.length, good))).isPresent();

    for (var content :
        new byte[][] {
          content("OPENAI_CHAT", "{\"choices\":[]}", 0),
          content("OPENAI_CHAT", "not JSON", 0),
          content("UNKNOWN", "", 0),
          content("NO_PROTOCOL", "", 0),
          content("ANTHROPIC_MESSAGES", "{}", -1),
          content("ANTHROPIC_MESSAGES", "{}", 1),
          content("ANTHROPIC_MESSAGES", "{}", Integer.MAX_VALUE - 2),
          Arrays.copyOf(good, good.length + 1),
          Arrays.copyOf(good, good.length - 1),
          new byte[] {0}
        }) {
      assertThat(RecordedAnswer.decode(signed(1, content.length, content))).isEmpty();
    }
  }

  @Test
  void impossibleUsageIsNotRead() throws IOException {
    var content = ByteBuffer.allocate(100);
    put("ANTHROPIC_MESSAGES", 0, content.clear());
    put("", 0, content.put((byte) 0));
    put("", 0, content);
    content.put((byte) 1).putLong(-1).putLong(0).putLong(0).putLong(0).putLong(0);
    put("{}", 0, content);
    var bytes = Arrays.copyOf(content.array(), content.position());

    assertThat(RecordedAnswer.decode(signed(1, bytes.length, bytes))).isEmpty();
  }

  @Test
  void aSizeOtherThanThatOfTheContentIsNotRead() throws IOException {
    var good = content("OPENAI_CHAT", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}", 0);

    for (int size : new int[] {0, 1, good.length - 1, good.length + 1, 1 << 30, -1}) {
      assertThat(RecordedAnswer.decode(signed(1, size, good))).as("size %d", size).isEmpty();
    }
  }

  @Test
  void aBombIsNotInflated() throws IOException {
    var zeros = new byte[100_000_000];

    assertThat(RecordedAnswer.decode(signed(1, zeros.length, zeros))).isEmpty();
  }

  @Test
  void theLargestAnswerIsWrittenAndRead() {
    var text = "漢".repeat(RecordedAnswer.MOST_CHARACTERS - 100);
    var document = "{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}";
    var answer =
        new RecordedAnswer(
            Protocol.OPENAI_CHAT, false, "application/json", "", Optional.empty(), document);

    assertThat(RecordedAnswer.decode(answer.encode())).contains(answer);
  }

  @Test
  void aLongAnswerTakesLessRoomThanItsText() {
    var body = Answers.CHAT.replace("Bern", "Bern is a city. ".repeat(1_000));

    assertThat(Answers.taken(Asked.CHAT, body).encode()).hasSizeLessThan(1_000);
  }

  @Test
  void version1IsReadForEver() throws IOException {
    var chat = RecordedAnswer.decode(resource("version-1-chat.bin")).orElseThrow();
    var messages = RecordedAnswer.decode(resource("version-1-messages.bin")).orElseThrow();

    assertThat(chat.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
    assertThat(chat.streamed()).isFalse();
    assertThat(chat.contentType()).isEqualTo("application/json");
    assertThat(chat.model()).isEqualTo("gpt-5.1");
    assertThat(chat.usage()).contains(new Usage(1_000, 200, 30, 400, 50));
    assertThat(chat.text()).isEqualTo("Grüße, 漢字 😀 \ud83d\n");
    assertThat(messages.protocol()).isEqualTo(Protocol.ANTHROPIC_MESSAGES);
    assertThat(messages.streamed()).isTrue();
    assertThat(messages.contentType()).isEqualTo("text/event-stream; charset=utf-8");
    assertThat(messages.model()).isEmpty();
    assertThat(messages.usage()).isEmpty();
    assertThat(messages.text()).isEqualTo("Bern is the capital.");
    assertThat(messages.document()).isEqualTo(unnamed());
  }

  /** A stream that names no model and no usage. */
  private static String unnamed() {
    return Answers.MESSAGE_STREAM
        .replace("\"model\":\"claude-sonnet-4-5\",", "")
        .replaceAll(",\"usage\":\\{[^}]*}", "");
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = EncodedTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  /** Writes a document, saying that it is longer by some bytes than it is. */
  private static byte[] content(String protocol, String document, int longer) {
    var content = ByteBuffer.allocate(200);
    put(protocol, 0, content);
    put("", 0, content.put((byte) 0));
    put("", 0, content);
    put(document, longer, content.put((byte) 0));
    return Arrays.copyOf(content.array(), content.position());
  }

  private static void put(String text, int longer, ByteBuffer content) {
    var bytes = text.getBytes(UTF_8);
    content.putInt(bytes.length + longer).put(bytes);
  }

  private static byte[] signed(int version, int size, byte[] content) throws IOException {
    var deflated = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(deflated)) {
      out.write(content);
    }
    var rest = ByteBuffer.allocate(Integer.BYTES + deflated.size());
    rest.putInt(size).put(deflated.toByteArray());
    var signed = ByteBuffer.allocate(20 + rest.capacity());
    signed.put(new byte[] {'S', 'R', 'A', (byte) version});
    signed.put(sha256(rest.array()), 0, 16).put(rest.array());
    return signed.array();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
