package io.sluice.compressor.layout;

/** The groups that are open, and end without a word where another of their rank begins. */
final class Sections {

  /** Behind a line of dashes, up to the next. */
  static final int SEPARATED = 1;

  static final int DOCUMENT = 2;

  /** Of the first level; deeper ones follow. */
  static final int HEADING = 3;

  static final int TURN = 9;

  /** A tag ends where it is closed, and so does all within. */
  private static final int TAG = 0;

  private final Sketch sketch;
  private final Ints ranks = new Ints();

  Sections(Sketch sketch) {
    this.sketch = sketch;
  }

  /** Ends what is of this rank or below it, and begins another. */
  void begin(int rank, int start, int end, String heading) {
    end(rank);
    sketch.open(start, end, heading);
    ranks.add(rank);
  }

  /** Ends what is of this rank or below it. */
  void end(int rank) {
    while (ranks.size() > 0 && ranks.last() != TAG && ranks.last() >= rank) {
      ranks.removeLast();
      sketch.close();
    }
  }

  void beginTag(int start, int end, String heading) {
    sketch.open(start, end, heading);
    ranks.add(TAG);
  }

  void endTag(int start, int end) {
    end(SEPARATED);
    if (ranks.size() > 0) {
      ranks.removeLast();
      sketch.frame(start, end);
      sketch.close();
    }
  }

  /** Returns whether what was begun last is a document or a tag. */
  boolean isDocument() {
    return ranks.size() > 0 && ranks.last() <= DOCUMENT;
  }

  void endAll() {
    while (ranks.size() > 0) {
      ranks.removeLast();
      sketch.close();
    }
  }
}
