package io.sluice.compressor.layout;

import io.sluice.compressor.extract.Unit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How a prompt's text is built: its units, and the text again without some of them.
 *
 * <p>Documents, sections, turns, lists, tables, logs, JSON and code are recognised by how they are
 * written; whatever is not is a paragraph of sentences. Any text will do. Linear in its length.
 * Immutable.
 */
public final class Layout {

  private final Rendering rendering;
  private final List<Unit> units;
  private final int nextPassage;
  private final int nextParagraph;

  private Layout(Sketch sketch, List<Unit> units) {
    this.rendering = new Rendering(sketch);
    this.units = Collections.unmodifiableList(units);
    this.nextPassage = sketch.nextPassage();
    this.nextParagraph = sketch.nextParagraph();
  }

  /**
   * Lays out a text of which everything may be left out but its code.
   *
   * @param tokens estimates what a piece of text costs
   */
  public static Layout of(String text, ToIntFunction<String> tokens) {
    return of(text, List.of(), 0, 0, tokens);
  }

  /**
   * Lays out one of several texts.
   *
   * @param regions ascending and apart; what touches one that is not compressible is required, and
   *     what stands in none of them is treated as usual
   * @param firstPassage number of its first passage: 0, or what {@link #nextPassage()} was for the
   *     text before
   * @param firstParagraph number of its first paragraph, likewise
   * @param tokens estimates what a piece of text costs
   */
  public static Layout of(
      String text,
      List<Region> regions,
      int firstPassage,
      int firstParagraph,
      ToIntFunction<String> tokens) {
    var sketch = Page.draw(text, regions, firstPassage, firstParagraph);
    return new Layout(sketch, units(sketch, tokens));
  }

  /** Returns its units in the order of the text. */
  public List<Unit> units() {
    return units;
  }

  /** Returns the number of the first passage of a text that follows. */
  public int nextPassage() {
    return nextPassage;
  }

  /** Returns the number of the first paragraph of a text that follows. */
  public int nextParagraph() {
    return nextParagraph;
  }

  /**
   * Returns the text with some units and what frames them: headings, tags, the names of speakers,
   * the heads of tables, brackets. With all units it is the text, character for character.
   *
   * @param kept numbers of units; required ones stay in any case
   * @param mark stands once wherever something is gone, where the structure bears it; may be empty
   */
  public String render(BitSet kept, String mark) {
    return rendering.render(kept, mark);
  }

  private static List<Unit> units(Sketch sketch, ToIntFunction<String> tokens) {
    var shares = FrameShares.of(sketch, tokens);
    var units = new ArrayList<Unit>(sketch.unitPiece.size());
    for (int i = 0; i < sketch.unitPiece.size(); i++) {
      int piece = sketch.unitPiece.get(i);
      int from = sketch.from.get(piece);
      int to = sketch.to.get(piece);
      var text = sketch.text().substring(Space.skip(sketch.text(), from, to), to);
      int size = Math.round(tokens.applyAsInt(text) + shares.of(i));
      units.add(
          new Unit(
              text,
              sketch.headingOf(i),
              sketch.passages.get(i),
              sketch.paragraphs.get(i),
              Math.max(1, size),
              sketch.required.get(i)));
    }
    return units;
  }
}
