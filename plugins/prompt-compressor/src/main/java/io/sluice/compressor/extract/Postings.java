package io.sluice.compressor.extract;

import java.util.Arrays;

/** In which units a term of the question stands, and how often in text and heading. */
final class Postings {

  private int[] units = new int[8];
  private float[] inText = new float[8];
  private float[] inHeading = new float[8];
  private int count;

  /** Units must come in ascending order. */
  void text(int unit) {
    // The array may be another one behind this.
    int index = at(unit);
    inText[index]++;
  }

  void heading(int unit) {
    int index = at(unit);
    inHeading[index]++;
  }

  private int at(int unit) {
    if (count > 0 && units[count - 1] == unit) {
      return count - 1;
    }
    if (count == units.length) {
      units = Arrays.copyOf(units, 2 * count);
      inText = Arrays.copyOf(inText, 2 * count);
      inHeading = Arrays.copyOf(inHeading, 2 * count);
    }
    units[count] = unit;
    return count++;
  }

  /** Returns in how many units it stands. */
  int count() {
    return count;
  }

  int unit(int index) {
    return units[index];
  }

  float inText(int index) {
    return inText[index];
  }

  float inHeading(int index) {
    return inHeading[index];
  }
}
