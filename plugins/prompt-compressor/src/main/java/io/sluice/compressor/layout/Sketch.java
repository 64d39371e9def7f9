package io.sluice.compressor.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A layout as it is drawn, from the text's beginning to its end.
 *
 * <p>The text becomes a row of pieces with nothing but space between them (in JSON: commas, too). A
 * piece is a unit, which is kept or not, or a part of a group's frame, which is kept if anything
 * within the group is: a heading, a tag, the name of who speaks. The head of a group can be a unit
 * as well.
 */
final class Sketch {

  /** A heading for scoring is cut here, in characters. */
  private static final int LONGEST_HEADING = 300;

  private final String text;
  private final Guarded guarded;

  final Ints from = new Ints();
  final Ints to = new Ints();

  /** Number of the unit that a piece is, or -1. */
  final Ints unit = new Ints();

  /** Number of the group whose frame a piece belongs to, or -1. */
  final Ints group = new Ints();

  /** 0 in running text; one number for the pieces of one table, below 0 for those of one JSON. */
  final Ints block = new Ints();

  final Ints groupParent = new Ints();
  private final Ints groupFirstPiece = new Ints();
  private final Ints groupFirstUnit = new Ints();
  private final List<String> headings = new ArrayList<>();

  /** Groups whose frame stays even when nothing within does. */
  final BitSet lasting = new BitSet();

  final Ints unitPiece = new Ints();
  final Ints unitGroup = new Ints();
  final Ints passages = new Ints();
  final Ints paragraphs = new Ints();
  final BitSet required = new BitSet();

  private int current = -1;
  private int passage;
  private int paragraph;
  private boolean passageBegins = true;
  private boolean paragraphBegins = true;
  private int blocks;
  private int currentBlock;
  private boolean unmarked;

  Sketch(String text, Guarded guarded, int firstPassage, int firstParagraph) {
    this.text = text;
    this.guarded = guarded;
    this.passage = firstPassage - 1;
    this.paragraph = firstParagraph - 1;
    begin(-1, "");
  }

  /** Opens a group without a frame of its own. */
  void open() {
    begin(current, "");
  }

  /**
   * Opens a group.
   *
   * @param start of the part of its frame that stands before its content
   * @param heading what that says, for scoring
   */
  void open(int start, int end, String heading) {
    begin(current, heading);
    frame(start, end);
  }

  /** Opens a group whose head is a unit: it stays if it is chosen, or anything within is. */
  void openUnit(int start, int end, String heading) {
    int parent = current;
    begin(parent, heading);
    int number = piece(start, end, current);
    addUnit(number, parent, guarded.touches(start, end));
  }

  /** Adds to the frame of the group that is open. */
  void frame(int start, int end) {
    if (start < end) {
      int number = piece(start, end, current);
      if (guarded.touches(start, end)) {
        addUnit(number, current, true);
      }
    }
  }

  /** Closes the group that was opened last; what nothing follows is a unit itself. */
  void close() {
    if (groupFirstUnit.get(current) == unitPiece.size()
        && groupFirstPiece.get(current) < from.size()) {
      addUnit(groupFirstPiece.get(current), current, false);
    }
    current = groupParent.get(current);
  }

  void unit(int start, int end) {
    unit(start, end, false);
  }

  /**
   * Adds a unit.
   *
   * @param needed whether it stays whatever it says; what is guarded does anyway
   */
  void unit(int start, int end, boolean needed) {
    if (start < end) {
      addUnit(piece(start, end, -1), current, needed || guarded.touches(start, end));
    }
  }

  /** The next unit begins another passage. */
  void passage() {
    passageBegins = true;
  }

  /** The next unit begins another paragraph. */
  void paragraph() {
    paragraphBegins = true;
  }

  /** What follows is one table: no mark stands within. */
  void beginTable() {
    currentBlock = ++blocks;
  }

  /** What follows is one JSON value: commas stand between its pieces. */
  void beginJson() {
    currentBlock = - ++blocks;
  }

  void endBlock() {
    currentBlock = 0;
  }

  /** The frame of the group that is open stays even when nothing within does. */
  void last() {
    lasting.set(current);
  }

  /** Nothing but pieces of the text may stand in what is rendered: it would not be JSON. */
  void unmarked() {
    unmarked = true;
  }

  boolean isUnmarked() {
    return unmarked;
  }

  Guarded guarded() {
    return guarded;
  }

  /** Returns whether the group that is open has a unit already. */
  boolean hasUnits() {
    return groupFirstUnit.get(current) < unitPiece.size();
  }

  /** Adds to the heading of the group that is open. */
  void heading(String more) {
    headings.set(current, joined(headings.get(current), more));
  }

  String headingOf(int number) {
    return headings.get(unitGroup.get(number));
  }

  int nextPassage() {
    return passage + 1;
  }

  int nextParagraph() {
    return paragraph + 1;
  }

  private void begin(int parent, String heading) {
    groupParent.add(parent);
    groupFirstPiece.add(from.size());
    groupFirstUnit.add(unitPiece.size());
    headings.add(parent < 0 ? heading : joined(headings.get(parent), heading));
    current = groupParent.size() - 1;
  }

  private int piece(int start, int end, int ofGroup) {
    from.add(start);
    to.add(end);
    unit.add(-1);
    group.add(ofGroup);
    block.add(currentBlock);
    return from.size() - 1;
  }

  private void addUnit(int number, int ofGroup, boolean needed) {
    if (passageBegins) {
      passage++;
    }
    if (passageBegins || paragraphBegins) {
      paragraph++;
    }
    passageBegins = false;
    paragraphBegins = false;
    unit.set(number, unitPiece.size());
    if (needed) {
      required.set(unitPiece.size());
    }
    unitPiece.add(number);
    unitGroup.add(ofGroup);
    passages.add(passage);
    paragraphs.add(paragraph);
  }

  private String joined(String first, String second) {
    if (first.isEmpty() || first.length() >= LONGEST_HEADING) {
      return first.isEmpty() ? cut(second) : first;
    }
    return second.isEmpty() ? first : cut(first + "; " + second);
  }

  private static String cut(String heading) {
    if (heading.length() <= LONGEST_HEADING) {
      return heading;
    }
    int end = LONGEST_HEADING;
    return heading.substring(0, Character.isHighSurrogate(heading.charAt(end - 1)) ? end - 1 : end);
  }

  String text() {
    return text;
  }
}
