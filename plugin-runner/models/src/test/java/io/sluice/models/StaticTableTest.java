package io.sluice.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The table of token vectors: how it is written, and the one that this build distilled. */
class StaticTableTest {

  private static final String FOLDER = "/io/sluice/models/";
  private static final int HEADER = 16;

  @Test
  void aRowIsWrittenInBytesOfItsOwnScale() {
    var bytes =
        ByteBuffer.wrap(StaticTableFile.bytes(new float[][] {{1.27f, -0.5f}, {0, 0}, {2, -254}}))
            .order(ByteOrder.LITTLE_ENDIAN);

    assertThat(bytes.position(4).getInt()).as("version").isEqualTo(1);
    assertThat(bytes.getInt()).as("rows").isEqualTo(3);
    assertThat(bytes.getInt()).as("dimensions").isEqualTo(2);
    assertThat(bytes.getFloat()).isCloseTo(0.01f, within(1e-6f));
    assertThat(bytes.getFloat()).isZero();
    assertThat(bytes.getFloat()).isEqualTo(2);
    assertThat(
            List.of(bytes.get(), bytes.get(), bytes.get(), bytes.get(), bytes.get(), bytes.get()))
        .containsExactly((byte) 127, (byte) -50, (byte) 0, (byte) 0, (byte) 1, (byte) -127);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void theDistilledOneHasARowForEachTokenAndFitsTheJar() throws IOException {
    var table =
        ByteBuffer.wrap(resource("bge-small-en-v15-static/table.bin"))
            .order(ByteOrder.LITTLE_ENDIAN);

    assertThat(table.getInt(8)).isEqualTo(30_522);
    assertThat(table.getInt(12)).isEqualTo(256);
    assertThat(table.capacity())
        .isEqualTo(HEADER + 30_522 * (Float.BYTES + 256))
        .isLessThan(12_000_000);
  }

  @Test
  void relatedWordsAreNearerThanOthers() throws IOException {
    var vocabulary = vocabulary();
    var table = resource("bge-small-en-v15-static/table.bin");

    assertThat(cosine(table, vocabulary.id("doctor"), vocabulary.id("physician")))
        .isGreaterThan(cosine(table, vocabulary.id("doctor"), vocabulary.id("volcano")) + 0.2);
    assertThat(cosine(table, vocabulary.id("的"), vocabulary.id("[UNK]")))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void tellsWhatItIsMadeFromAndUnderWhichLicence() throws IOException {
    assertThat(new String(resource("bge-small-en-v15-static/NOTICE"), UTF_8))
        .contains("distilled from", "MIT License");
  }

  private static Pieces vocabulary() throws IOException {
    return new Pieces(new String(resource("bge-small-en-v15-q/vocab.txt"), UTF_8).lines().toList());
  }

  private static double cosine(byte[] table, int a, int b) {
    int start = HEADER + 30_522 * Float.BYTES;
    var first = new float[256];
    var second = new float[256];
    for (int i = 0; i < 256; i++) {
      first[i] = table[start + a * 256 + i];
      second[i] = table[start + b * 256 + i];
    }
    return Vectors.dot(first, second) / Vectors.length(first) / Vectors.length(second);
  }

  private static byte[] resource(String file) throws IOException {
    try (var stream = StaticTableTest.class.getResourceAsStream(FOLDER + file)) {
      return Objects.requireNonNull(stream).readAllBytes();
    }
  }
}
