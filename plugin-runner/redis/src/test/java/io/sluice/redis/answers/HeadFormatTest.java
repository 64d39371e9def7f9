package io.sluice.redis.answers;

import static io.sluice.testkit.cache.Entries.id;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class HeadFormatTest {

  private static final byte[] PAYLOAD = "an answer".getBytes(StandardCharsets.UTF_8);

  private static final EntryHead HEAD =
      new EntryHead(
          id(partition("acme"), "question"),
          partition("acme"),
          new Origin("shared", new Subject("alice", "sales", "chat"), request("1")),
          "Wie geht's? 你好 🙂",
          List.of("first turn", ""),
          Optional.of(Embedding.of(new float[] {3, 4, 0, -12})),
          "digest",
          Instant.parse("2026-11-20T10:00:00.007Z"),
          Instant.parse("2026-11-20T11:00:00Z"),
          Instant.parse("2026-11-20T12:00:00.000000001Z"));

  private static final CacheEntry ENTRY = new CacheEntry(HEAD, PAYLOAD);

  private static byte[] vector() {
    return HeadFormat.vector(HEAD);
  }

  private static Optional<CacheEntry> read(byte[] head, byte[] vector, byte[] payload) {
    return HeadFormat.read(HEAD.id(), head).flatMap(stored -> stored.with(vector, payload));
  }

  @Test
  void readsWhatItWrote() {
    var read = read(HeadFormat.write(ENTRY, vector()), vector(), PAYLOAD).orElseThrow();

    assertThat(read.head()).isEqualTo(HEAD);
    assertThat(read.payload()).isEqualTo(PAYLOAD);
  }

  /** The files were written by version 1; no later version may change them. */
  @Test
  void readsVersionOneForEver() throws IOException {
    var read = read(fixture("head"), fixture("vector"), fixture("payload")).orElseThrow();

    assertThat(read.head()).isEqualTo(HEAD);
    assertThat(read.payload()).isEqualTo(PAYLOAD);
  }

  /** Until there is a version 2, which is then written beside it. */
  @Test
  void writesVersionOne() throws IOException {
    assertThat(HeadFormat.write(ENTRY, vector())).isEqualTo(fixture("head"));
    assertThat(vector()).isEqualTo(fixture("vector"));
  }

  private static byte[] fixture(String part) throws IOException {
    try (var file = HeadFormatTest.class.getResourceAsStream("entry-1.hex")) {
      assertThat(file).isNotNull();
      var lines =
          new String(file.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .map(line -> line.split(" ", 2))
              .collect(Collectors.toMap(words -> words[0], words -> words[1]));
      return HexFormat.of().parseHex(lines.get(part));
    }
  }

  @Test
  void readsNoOtherVersion() {
    var head = HeadFormat.write(ENTRY, vector());
    head[0] = 2;

    assertThat(read(head, vector(), PAYLOAD)).isEmpty();
  }

  @Test
  void readsNothingThatIsCutAnywhere() {
    var head = HeadFormat.write(ENTRY, vector());

    for (int length = 0; length < head.length; length++) {
      assertThat(read(Arrays.copyOf(head, length), vector(), PAYLOAD))
          .as("cut after %d bytes", length)
          .isEmpty();
    }
  }

  @Test
  void readsNothingInWhichAByteIsAnother() {
    var random = new Random(1);
    var head = HeadFormat.write(ENTRY, vector());

    for (int i = 0; i < head.length; i++) {
      var poisoned = head.clone();
      poisoned[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(read(poisoned, vector(), PAYLOAD)).as("byte %d", i).isEmpty();
    }
  }

  @Test
  void readsNothingWithAnotherVectorOrPayload() {
    var head = HeadFormat.write(ENTRY, vector());

    assertThat(read(head, new byte[0], PAYLOAD)).isEmpty();
    assertThat(read(head, vector(), new byte[0])).isEmpty();
    assertThat(read(head, PAYLOAD, PAYLOAD)).isEmpty();
  }

  @Test
  void neverThrowsWhateverTheBytesAre() {
    var random = new Random(2);
    Stream.generate(() -> random.nextInt(200))
        .limit(10_000)
        .map(byte[]::new)
        .forEach(bytes -> {
          random.nextBytes(bytes);
          assertThat(read(bytes, vector(), PAYLOAD)).isEmpty();
        });
  }

  @Test
  void neverThrowsWhereEvenTheChecksumIsRight() {
    var random = new Random(4);
    var head = HeadFormat.write(ENTRY, vector());
    int unreadable = 0;
    for (int i = 0; i < 10_000; i++) {
      var poisoned = ByteBuffer.wrap(head.clone());
      int length = head.length - Integer.BYTES;
      poisoned.put(1 + random.nextInt(length - 1), (byte) random.nextInt(256));
      var checksum = new CRC32C();
      checksum.update(poisoned.array(), 0, length);
      poisoned.putInt(length, (int) checksum.getValue());
      unreadable += read(poisoned.array(), vector(), PAYLOAD).isEmpty() ? 1 : 0;
    }

    assertThat(unreadable).isPositive();
  }

  /** Else a head that was read would not be the one that was put. */
  @Test
  void changesNoEmbedding() {
    var random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      var numbers = new float[384];
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] = (float) random.nextGaussian();
      }
      var embedding = Embedding.of(numbers);

      assertThat(Embedding.of(embedding.toArray())).isEqualTo(embedding);
    }
  }
}
