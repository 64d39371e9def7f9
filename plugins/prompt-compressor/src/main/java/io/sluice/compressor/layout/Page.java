package io.sluice.compressor.layout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text while it is laid out: its lines, and the sketch that grows. */
final class Page {

  /** Within each other. */
  private static final int MOST_INTRODUCTIONS = 4;

  private static final Separator SEPARATOR = new Separator();

  private static final Heading HEADING = new Heading();
  private static final Fields FIELDS = new Fields();

  private static final List<Block> BLOCKS =
      List.of(
          SEPARATOR,
          HEADING,
          new Signature(),
          new Quote(),
          new MarkdownTable(),
          new LogBlock(),
          new ListBlock(),
          FIELDS,
          new CodeBlock(),
          new DelimitedTable(),
          new KeyValues());

  private final String text;
  private final Sketch sketch;
  private final Sections sections;
  private final Lines lines;
  private final Asked asked;

  /** Lines that are JSON, and others that are not blank. */
  private int values;

  private int others;

  /** How many lines introduce what is drawn now. */
  private int introductions;

  private Page(String text, List<Region> regions, int firstPassage, int firstParagraph) {
    this.text = text;
    this.lines = Heads.cut(Opaque.join(text));
    this.asked = new Asked(lines);
    var guarded = new ArrayList<>(regions);
    guarded.addAll(asked.regions());
    this.sketch = new Sketch(text, Guarded.of(guarded), firstPassage, firstParagraph);
    this.sections = new Sections(sketch);
  }

  /** Lays out a text. */
  static Sketch draw(String text, List<Region> regions, int firstPassage, int firstParagraph) {
    var page = new Page(text, regions, firstPassage, firstParagraph);
    page.draw();
    return page.sketch;
  }

  String text() {
    return text;
  }

  Lines lines() {
    return lines;
  }

  Sketch sketch() {
    return sketch;
  }

  Sections sections() {
    return sections;
  }

  private void draw() {
    for (int i = 0; i < lines.count(); i++) {
      values += lines.role(i) == Role.JSON ? 1 : 0;
      others += lines.role(i) == Role.JSON || lines.isBlank(i) ? 0 : 1;
    }
    if (others == 0) {
      sketch.unmarked();
    }
    int line = 0;
    while (line < lines.count()) {
      line = draw(line);
    }
    sections.endAll();
  }

  boolean isSeparator(int line) {
    return lines.isPlain(line) && SEPARATOR.begins(this, line);
  }

  /** Returns whether the text is one JSON value. */
  boolean isOneValue() {
    return others == 0 && values == 1;
  }

  /** Returns whether a line goes on with the paragraph above it. */
  boolean goesOn(int line) {
    if (line >= lines.count() || !lines.isPlain(line) || asked.isBeginning(line)) {
      return false;
    }
    for (var block : BLOCKS) {
      if (block.interrupts() && block.begins(this, line)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns where what a line with a colon introduces begins: a list, a table, code; 0 if nothing
   * of that kind stands below it.
   */
  int introduced(int behind) {
    int line = behind < lines.count() && lines.isBlank(behind) ? behind + 1 : behind;
    if (line >= lines.count() || introductions == MOST_INTRODUCTIONS) {
      return 0;
    }
    if (lines.role(line) == Role.CODE || lines.role(line) == Role.JSON) {
      return line;
    }
    if (!lines.isPlain(line)) {
      return 0;
    }
    var block = blockAt(line);
    boolean section = block == SEPARATOR || block == HEADING || block == FIELDS;
    return block == null || section ? 0 : line;
  }

  /** Draws what a line introduced, and returns the line behind it. */
  int drawIntroduced(int line) {
    introductions++;
    if (lines.isBlank(line - 1)) {
      sketch.paragraph();
    }
    int behind = draw(line);
    introductions--;
    return behind;
  }

  private @Nullable Block blockAt(int line) {
    for (var block : BLOCKS) {
      if (block.begins(this, line)) {
        return block;
      }
    }
    return null;
  }

  private int draw(int line) {
    if (lines.isBlank(line)) {
      sketch.paragraph();
      return line + 1;
    }
    int start = lines.start(line);
    int end = lines.end(line);
    switch (lines.role(line)) {
      case PLAIN -> {
        return drawPlain(line);
      }
      case REST -> {
        return line > 0 && lines.role(line - 1) == Role.SPEAKER
            ? Prose.drawTurn(this, line)
            : Prose.draw(this, line);
      }
      case CODE -> {
        sketch.paragraph();
        sketch.unit(start, end, true);
        sketch.paragraph();
      }
      case JSON -> JsonValue.draw(this, line);
      case OPEN_TAG -> {
        sketch.passage();
        sections.beginTag(start, end, Tags.says(text, lines.first(line), end));
      }
      case CLOSE_TAG -> {
        sections.endTag(start, end);
        sketch.passage();
      }
      case META -> drawMeta(line);
      case DOCUMENT -> {
        sketch.passage();
        sections.begin(Sections.DOCUMENT, start, end, lines.string(line));
      }
      case SPEAKER -> {
        sketch.passage();
        sections.begin(Sections.TURN, start, end, lines.string(line));
      }
      case LABEL -> sketch.frame(start, end);
    }
    return line + 1;
  }

  private int drawPlain(int line) {
    if (asked.isBeginning(line)) {
      sections.end(Sections.SEPARATED);
      sketch.passage();
    }
    var block = blockAt(line);
    return block == null ? Prose.draw(this, line) : block.draw(this, line);
  }

  private void drawMeta(int line) {
    if (sketch.hasUnits()) {
      sketch.unit(lines.start(line), lines.end(line));
    } else {
      sketch.frame(lines.start(line), lines.end(line));
      sketch.heading(Tags.content(text, lines.first(line), lines.end(line)));
    }
  }
}
