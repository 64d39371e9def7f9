package io.sluice.router.linear;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Points with which rows are compared: how near a row is to each, as {@code exp(-width ·
 * distance²)}.
 *
 * <p>Each number is held as a byte and a scale, one scale for each part of each point. Immutable.
 */
public final class Centres {

  private static final int STEPS = 127;

  private final byte[][] points;
  private final float[][] scales;
  private final int split;
  private final double width;

  /** All first numbers, then all second ones, so that one pass serves every point. */
  private final float[] columns;

  private final float[] squares;

  /**
   * @param points at least one, all equally long
   * @param scales for each point, that of its numbers before {@code split} and that of the others
   * @param width above 0
   */
  public Centres(byte[][] points, float[][] scales, int split, double width) {
    this.points = points;
    this.scales = scales;
    this.split = split;
    this.width = width;
    int dimensions = points[0].length;
    columns = new float[points.length * dimensions];
    squares = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < dimensions; j++) {
        float x = points[i][j] * scales[i][j < split ? 0 : 1];
        columns[j * points.length + i] = x;
        squares[i] += x * x;
      }
    }
  }

  /** Takes the nearest points that bytes can hold. */
  public static Centres of(List<float[]> rows, int split, double width) {
    var points = new byte[rows.size()][];
    var scales = new float[rows.size()][];
    for (int i = 0; i < points.length; i++) {
      var row = rows.get(i);
      scales[i] = new float[] {scale(row, 0, split), scale(row, split, row.length)};
      points[i] = new byte[row.length];
      for (int j = 0; j < row.length; j++) {
        points[i][j] = (byte) Math.round(row[j] / scales[i][j < split ? 0 : 1]);
      }
    }
    return new Centres(points, scales, split, width);
  }

  private static float scale(float[] row, int from, int to) {
    float largest = 1e-6f;
    for (int j = from; j < to; j++) {
      largest = Math.max(largest, Math.abs(row[j]));
    }
    return largest / STEPS;
  }

  /** Returns how near a row is to each centre, in (0, 1]. */
  public double[] nearness(float[] row) {
    if (row.length != dimensions()) {
      throw new IllegalArgumentException(row.length + " numbers for " + dimensions());
    }
    int n = points.length;
    var products = new float[n];
    float square = 0;
    int j = 0;
    // Four columns at a time: the sums are fetched and stored a quarter as often.
    for (; j + 3 < row.length; j += 4) {
      addProducts(products, row, j, n);
    }
    for (; j < row.length; j++) {
      for (int i = 0; i < n; i++) {
        products[i] += row[j] * columns[j * n + i];
      }
    }
    for (float x : row) {
      square += x * x;
    }
    var near = new double[n];
    for (int i = 0; i < n; i++) {
      near[i] = Math.exp(-width * Math.max(0, square + squares[i] - 2 * products[i]));
    }
    return near;
  }

  private void addProducts(float[] products, float[] row, int j, int n) {
    float a = row[j];
    float b = row[j + 1];
    float c = row[j + 2];
    float d = row[j + 3];
    int first = j * n;
    int second = first + n;
    int third = second + n;
    int fourth = third + n;
    for (int i = 0; i < n; i++) {
      products[i] +=
          a * columns[first + i]
              + b * columns[second + i]
              + c * columns[third + i]
              + d * columns[fourth + i];
    }
  }

  /** Returns how near the centres are to each other. */
  double[][] gram() {
    var gram = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      var row = new float[dimensions()];
      for (int j = 0; j < row.length; j++) {
        row[j] = columns[j * points.length + i];
      }
      gram[i] = nearness(row);
    }
    return gram;
  }

  public int size() {
    return points.length;
  }

  public int dimensions() {
    return points[0].length;
  }

  public int split() {
    return split;
  }

  /** Writes the fields for {@link #read}. */
  public void write(DataOutputStream out) throws IOException {
    out.writeInt(points.length);
    out.writeInt(split);
    out.writeDouble(width);
    for (int i = 0; i < points.length; i++) {
      for (float scale : scales[i]) {
        out.writeFloat(scale);
      }
      out.write(points[i]);
    }
  }

  /** Reads what {@link #write} wrote: points of some numbers after the split number. */
  public static Centres read(DataInputStream in, int dimensions) throws IOException {
    int size = ModelFile.readCount(in);
    int split = in.readInt();
    double width = in.readDouble();
    if (size == 0 || split < 0 || split > dimensions || !(width > 0)) {
      throw new IOException("%d centres split at %d, %s wide".formatted(size, split, width));
    }
    var points = new byte[size][];
    var scales = new float[size][];
    for (int i = 0; i < size; i++) {
      scales[i] = new float[] {in.readFloat(), in.readFloat()};
      points[i] = ModelFile.readBytes(in, dimensions);
    }
    return new Centres(points, scales, split, width);
  }
}
