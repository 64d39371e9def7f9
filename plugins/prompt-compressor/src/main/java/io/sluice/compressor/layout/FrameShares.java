package io.sluice.compressor.layout;

import java.util.function.ToIntFunction;

/** What the frames around a unit cost, shared out evenly among the units that they frame. */
final class FrameShares {

  private final Sketch sketch;
  private final float[] ofGroup;

  private FrameShares(Sketch sketch, float[] ofGroup) {
    this.sketch = sketch;
    this.ofGroup = ofGroup;
  }

  static FrameShares of(Sketch sketch, ToIntFunction<String> tokens) {
    int groups = sketch.groupParent.size();
    var units = new int[groups];
    for (int i = 0; i < sketch.unitGroup.size(); i++) {
      units[sketch.unitGroup.get(i)]++;
    }
    for (int group = groups - 1; group > 0; group--) {
      units[sketch.groupParent.get(group)] += units[group];
    }
    var shares = new float[groups];
    for (int piece = 0; piece < sketch.from.size(); piece++) {
      int group = sketch.group.get(piece);
      if (group >= 0 && sketch.unit.get(piece) < 0) {
        var frame = sketch.text().substring(sketch.from.get(piece), sketch.to.get(piece));
        shares[group] += (float) tokens.applyAsInt(frame) / Math.max(1, units[group]);
      }
    }
    for (int group = 1; group < groups; group++) {
      shares[group] += shares[sketch.groupParent.get(group)];
    }
    return new FrameShares(sketch, shares);
  }

  /** Returns a unit's part of what its frames cost, in tokens. */
  float of(int unit) {
    return ofGroup[sketch.unitGroup.get(unit)];
  }
}
