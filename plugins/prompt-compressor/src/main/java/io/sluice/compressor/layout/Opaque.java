package io.sluice.compressor.layout;

import io.sluice.compressor.json.Json;
import io.sluice.compressor.json.JsonBlocks;
import io.sluice.compressor.json.Span;
import java.util.List;

/**
 * Joins the lines of code and of JSON values, in which nothing else is looked for.
 *
 * <p>A fence that is not closed reaches to the end. It may open behind other words on its line.
 */
final class Opaque {

  private static final String FENCE = "```";
  private static final String TILDES = "~~~";

  /** A bracketed number alone on its line is no JSON, but the name of a document. */
  private static final int SHORTEST_JSON = 40;

  private final String text;
  private final Lines raw;
  private final List<Span> json;
  private final Lines joined;
  private int nextJson;

  /** The first fence from the last line looked at on: a text with few is not searched per line. */
  private int nextFence = -1;

  private Opaque(String text) {
    this.text = text;
    this.raw = Lines.of(text);
    this.json = JsonBlocks.in(text);
    this.joined = new Lines(text);
  }

  static Lines join(String text) {
    if (Json.isValue(text)) {
      var one = new Lines(text);
      one.add(0, text.length(), Role.JSON);
      return one;
    }
    return new Opaque(text).join();
  }

  private Lines join() {
    boolean fenced = text.contains(FENCE) || text.contains(TILDES);
    int line = 0;
    while (line < raw.count()) {
      int end = jsonEnd(line);
      if (end > 0) {
        joined.add(raw.start(line), end, Role.JSON);
        line = lineBehind(line, end);
      } else if (fenced && opensFence(line)) {
        int last = fenceEnd(line);
        joined.add(raw.start(line), raw.end(last), Role.CODE);
        line = last + 1;
      } else {
        joined.add(raw.start(line), raw.end(line), Role.PLAIN);
        line++;
      }
    }
    return joined;
  }

  /** Returns the end of the JSON value that begins a line, or 0. */
  private int jsonEnd(int line) {
    while (nextJson < json.size() && json.get(nextJson).start() < raw.first(line)) {
      nextJson++;
    }
    if (nextJson == json.size() || json.get(nextJson).start() != raw.first(line)) {
      return 0;
    }
    var span = json.get(nextJson);
    boolean meant =
        text.charAt(span.start()) == '{'
            || span.length() >= SHORTEST_JSON
            || text.charAt(Space.skip(text, span.start() + 1, span.end())) == '{'
            || text.charAt(Space.skip(text, span.start() + 1, span.end())) == '"';
    return meant ? span.end() : 0;
  }

  private int lineBehind(int line, int end) {
    int behind = line;
    while (behind < raw.count() && raw.start(behind) < end) {
      behind++;
    }
    return behind;
  }

  private boolean opensFence(int line) {
    return raw.startsWith(line, TILDES) || isOdd(line);
  }

  /** Two fences on one line open and close. */
  private boolean isOdd(int line) {
    if (nextFence < raw.first(line)) {
      int found = text.indexOf(FENCE, raw.first(line));
      nextFence = found < 0 ? text.length() : found;
    }
    boolean odd = false;
    int at = nextFence;
    while (at >= 0 && at < raw.end(line)) {
      odd = !odd;
      int behind = at + FENCE.length();
      while (behind < raw.end(line) && text.charAt(behind) == '`') {
        behind++;
      }
      at = text.indexOf(FENCE, behind);
    }
    return odd;
  }

  private int fenceEnd(int open) {
    int at = raw.startsWith(open, TILDES) ? raw.first(open) : text.indexOf(FENCE, raw.first(open));
    char kind = text.charAt(at);
    int length = run(at, kind);
    for (int line = open + 1; line < raw.count(); line++) {
      if (raw.head(line) == kind) {
        int run = run(raw.first(line), kind);
        if (run >= length && raw.first(line) + run == raw.end(line)) {
          return line;
        }
      }
    }
    return raw.count() - 1;
  }

  private int run(int from, char kind) {
    int at = from;
    while (at < text.length() && text.charAt(at) == kind) {
      at++;
    }
    return at - from;
  }
}
