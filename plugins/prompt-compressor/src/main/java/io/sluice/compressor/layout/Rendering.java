package io.sluice.compressor.layout;

import java.util.BitSet;

/** Puts a text together again without what is not kept. Immutable once the sketch is drawn. */
final class Rendering {

  private final Sketch sketch;
  private final String text;
  private final int pieces;

  Rendering(Sketch sketch) {
    this.sketch = sketch;
    this.text = sketch.text();
    this.pieces = sketch.from.size();
  }

  String render(BitSet kept, String mark) {
    var stays = stays(kept);
    if (stays.cardinality() == pieces) {
      return text;
    }
    var out = new StringBuilder(text.length());
    int last = -1;
    for (int i = stays.nextSetBit(0); i >= 0; i = stays.nextSetBit(i + 1)) {
      if (i == last + 1) {
        out.append(text, last < 0 ? 0 : sketch.to.get(last), sketch.from.get(i));
      } else {
        gap(last, i, mark, out);
      }
      out.append(text, sketch.from.get(i), sketch.to.get(i));
      last = i;
    }
    if (last == pieces - 1) {
      out.append(text, sketch.to.get(last), text.length());
    } else {
      gap(last, pieces, mark, out);
    }
    return out.toString();
  }

  /** Returns the pieces that stay: the units, and the frames of all groups that hold one. */
  private BitSet stays(BitSet kept) {
    var groups = new BitSet(sketch.groupParent.size());
    var stays = new BitSet(pieces);
    for (int unit = 0; unit < sketch.unitPiece.size(); unit++) {
      if (kept.get(unit) || sketch.required.get(unit)) {
        stays.set(sketch.unitPiece.get(unit));
        int group = sketch.unitGroup.get(unit);
        while (group >= 0 && !groups.get(group)) {
          groups.set(group);
          group = sketch.groupParent.get(group);
        }
      }
    }
    groups.or(sketch.lasting);
    for (int piece = 0; piece < pieces; piece++) {
      int group = sketch.group.get(piece);
      if (group >= 0 && groups.get(group)) {
        stays.set(piece);
      }
    }
    return stays;
  }

  /**
   * Writes what stands between two pieces when those between them are gone.
   *
   * @param before -1 at the beginning
   * @param after the number of pieces at the end
   */
  private void gap(int before, int after, String mark, StringBuilder out) {
    if (before >= 0 && after < pieces && isOneBlock(before, after)) {
      // A bracket closes what stands before it, so the comma before that must go.
      boolean closes = "]}".indexOf(text.charAt(sketch.from.get(after))) >= 0;
      space(closes ? after - 1 : before, out);
      return;
    }
    int widest = widest(Math.max(before, 0), after);
    boolean marked = !mark.isEmpty() && !sketch.isUnmarked() && isSeen(before, after);
    int ahead = before;
    int behind = after < pieces ? after - 1 : -1;
    if (before >= 0 && feeds(widest) > Math.max(feeds(before), feeds(behind))) {
      ahead = widest;
    }
    marked &= before < 0 || feeds(ahead) >= feedsAround(before);
    marked &= after == pieces || feeds(behind) >= feedsAround(after);
    if (marked) {
      space(ahead, out);
      out.append(mark);
      space(behind, out);
    } else if (before >= 0 && after < pieces) {
      space(widest, out);
    }
  }

  /** Returns the piece with the most line feeds behind it of those before {@code after}. */
  private int widest(int from, int after) {
    int widest = -1;
    int most = -1;
    for (int i = from; i < after && i + 1 < pieces && most < 2; i++) {
      if (!isOneBlock(i, i + 1)) {
        int here = feeds(i);
        if (here > most) {
          most = here;
          widest = i;
        }
      }
    }
    return widest;
  }

  /** Returns whether more is gone than a part of the table or JSON that stands around. */
  private boolean isSeen(int before, int after) {
    for (int i = before + 1; i < after; i++) {
      boolean within =
          (before >= 0 && isOneBlock(before, i)) || (after < pieces && isOneBlock(i, after));
      if (sketch.block.get(i) == 0 || (!within && (before >= 0 || after < pieces))) {
        return true;
      }
    }
    return false;
  }

  /** A mark right before or behind would become a row of the table, or spoil lines of JSON. */
  private int feedsAround(int piece) {
    int block = sketch.block.get(piece);
    return block == 0 ? 0 : 2;
  }

  /** Returns how many line feeds stand behind a piece, 2 for more. */
  private int feeds(int piece) {
    return piece < 0 || piece + 1 >= pieces
        ? 0
        : Space.lineFeeds(text, sketch.to.get(piece), sketch.from.get(piece + 1));
  }

  /** Writes what stands behind a piece, of several blank lines one. */
  private void space(int piece, StringBuilder out) {
    if (piece < 0 || piece + 1 >= pieces) {
      return;
    }
    int from = sketch.to.get(piece);
    int to = sketch.from.get(piece + 1);
    if (feeds(piece) < 2) {
      out.append(text, from, to);
      return;
    }
    int first = text.indexOf('\n', from);
    int start = first > from && text.charAt(first - 1) == '\r' ? first - 1 : first;
    out.append(text, start, text.indexOf('\n', first + 1) + 1);
  }

  private boolean isOneBlock(int piece, int other) {
    int block = sketch.block.get(piece);
    return block != 0 && block == sketch.block.get(other);
  }
}
