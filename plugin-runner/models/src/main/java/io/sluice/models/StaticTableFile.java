package io.sluice.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The table of token vectors as bytes: {@code SLST}, then version, rows and dimensions as int32,
 * then a float32 scale for each row, then the rows in int8; little-endian. A number of the vector
 * is its int8 times the row's scale.
 */
final class StaticTableFile {

  private static final int VERSION = 1;
  private static final int HEADER = 16;
  private static final int GREATEST = 127;

  private StaticTableFile() {}

  static byte[] bytes(float[][] rows) {
    int dimensions = rows[0].length;
    var bytes =
        ByteBuffer.allocate(HEADER + rows.length * (Float.BYTES + dimensions))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("SLST".getBytes(StandardCharsets.US_ASCII))
            .putInt(VERSION)
            .putInt(rows.length)
            .putInt(dimensions);
    for (var row : rows) {
      bytes.putFloat(scale(row));
    }
    for (var row : rows) {
      float scale = scale(row);
      for (float x : row) {
        bytes.put((byte) (scale == 0 ? 0 : Math.round(x / scale)));
      }
    }
    return bytes.array();
  }

  private static float scale(float[] row) {
    float greatest = 0;
    for (float x : row) {
      greatest = Math.max(greatest, Math.abs(x));
    }
    return greatest / GREATEST;
  }
}
