package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StaticTableTest {

  /** Two rows of three numbers, at scales 1/2 and 2. */
  private static final byte[] TABLE = table("SLST", 1, 2, 3);

  @Test
  void aNumberIsItsByteTimesTheScaleOfItsRow() {
    var table = StaticTable.of("table.bin", TABLE, 2);

    var sum = new float[3];
    table.add(0, 1, sum);
    table.add(1, 10, sum);

    assertThat(table.dimensions()).isEqualTo(3);
    assertThat(sum).containsExactly(0.5f + 80, -1f + 0, 63.5f - 2560);
  }

  @Test
  void refusesWhatIsNoTable() {
    assertRefused(table("ELSE", 1, 2, 3), "be a table of token vectors, but does not begin as one");
    assertRefused(new byte[3], "be a table of token vectors, but does not begin as one");
  }

  @Test
  void refusesAnotherVersion() {
    assertRefused(table("SLST", 2, 2, 3), "have version 1, but has 2");
  }

  @Test
  void refusesATableOfAnotherVocabulary() {
    assertRefused(table("SLST", 1, 3, 3), "have a row for each of 2 tokens, but has 3");
  }

  @Test
  void refusesATableThatIsCutOrTooLong() {
    var cut = Arrays.copyOf(TABLE, TABLE.length - 1);

    assertRefused(cut, "have 30 bytes for 3 dimensions, but has 29");
    assertRefused(table("SLST", 1, 2, 0), "have 24 bytes for 0 dimensions, but has 30");
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> StaticTable.of("table.bin", bytes, 2))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("table.bin must " + message);
  }

  private static byte[] table(String magic, int version, int rows, int dimensions) {
    return ByteBuffer.allocate(30)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(magic.getBytes(StandardCharsets.US_ASCII))
        .putInt(version)
        .putInt(rows)
        .putInt(dimensions)
        .putFloat(0.5f)
        .putFloat(2)
        .put(new byte[] {1, -2, 127, 4, 0, -128})
        .array();
  }
}
