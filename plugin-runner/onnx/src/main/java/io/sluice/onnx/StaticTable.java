package io.sluice.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A vector for each token, in int8: {@code SLST}, then version, rows and dimensions as int32, then
 * a float32 scale for each row, then the rows; little-endian. A number of the vector is its int8
 * times the row's scale.
 */
final class StaticTable {

  private static final byte[] MAGIC = "SLST".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER = 16;

  private final int dimensions;
  private final float[] scales;
  private final byte[] rows;

  private StaticTable(int dimensions, float[] scales, byte[] rows) {
    this.dimensions = dimensions;
    this.scales = scales;
    this.rows = rows;
  }

  /**
   * Reads a table.
   *
   * @param vocabularySize how many tokens there are, each with a row
   * @throws ModelFileException if the bytes are no such table
   */
  static StaticTable of(String file, byte[] bytes, int vocabularySize) {
    if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new ModelFileException(file, "be a table of token vectors", "does not begin as one");
    }
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
    int version = buffer.getInt();
    int count = buffer.getInt();
    int dimensions = buffer.getInt();
    if (version != VERSION) {
      throw new ModelFileException(file, "have version " + VERSION, "has " + version);
    }
    if (count != vocabularySize) {
      throw new ModelFileException(
          file, "have a row for each of %d tokens".formatted(vocabularySize), "has " + count);
    }
    long expected = HEADER + (long) count * (Float.BYTES + dimensions);
    if (dimensions < 1 || bytes.length != expected) {
      throw new ModelFileException(
          file,
          "have %d bytes for %d dimensions".formatted(expected, dimensions),
          "has " + bytes.length);
    }
    var scales = new float[count];
    buffer.asFloatBuffer().get(scales);
    return new StaticTable(
        dimensions, scales, Arrays.copyOfRange(bytes, HEADER + count * Float.BYTES, bytes.length));
  }

  int dimensions() {
    return dimensions;
  }

  /** Adds a multiple of a token's vector. */
  void add(int token, float factor, float[] sum) {
    float scale = factor * scales[token];
    int start = token * dimensions;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += scale * rows[start + i];
    }
  }
}
