package io.sluice.runner.check;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Where the characters of a scalar stand in the file.
 *
 * <p>Value and source are walked side by side. White space is skipped in both: YAML folds and
 * indents it, and JSON does not mind. Where the two differ otherwise, the scalar's start must do.
 */
final class ScalarText {

  private final String source;
  private final ScalarNode scalar;

  ScalarText(String source, ScalarNode scalar) {
    this.source = source;
    this.scalar = scalar;
  }

  /** Returns where the value's character at an offset, or the next that is no space, stands. */
  Position at(int offset) {
    var value = scalar.getValue();
    var walk = new Walk();
    for (int i = 0; i < Math.min(offset, value.length()); i++) {
      if (!Character.isWhitespace(value.charAt(i))) {
        walk.skipSpace();
        if (walk.next() != value.charAt(i)) {
          return Position.of(scalar);
        }
      }
    }
    walk.skipSpace();
    return walk.position();
  }

  /** A place in the source that moves forward. */
  private final class Walk {

    private final boolean escapes = scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
    private final boolean doubles = scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
    private int index;
    private int line;
    private int column;

    Walk() {
      var mark = scalar.getStartMark();
      index = source.offsetByCodePoints(0, mark.getIndex());
      line = mark.getLine() + 1;
      column = mark.getColumn() + 1;
      if (scalar.getScalarStyle() == ScalarStyle.LITERAL
          || scalar.getScalarStyle() == ScalarStyle.FOLDED) {
        while (peek(0) != '\n' && index < source.length()) {
          step();
        }
      } else if (escapes || doubles) {
        step();
      }
    }

    Position position() {
      return new Position(line, column);
    }

    void skipSpace() {
      while (index < source.length()) {
        if (Character.isWhitespace(peek(0))) {
          step();
        } else if (escapes && peek(0) == '\\' && " \tntr\r\n".indexOf(peek(1)) >= 0) {
          step();
          step();
        } else {
          return;
        }
      }
    }

    /** Returns the next character as it is meant. */
    char next() {
      char c = step();
      if (doubles && c == '\'') {
        return step();
      }
      if (!escapes || c != '\\') {
        return c;
      }
      char escaped = step();
      return switch (escaped) {
        case 'x' -> hex(2);
        case 'u' -> hex(4);
        default -> escaped;
      };
    }

    private char hex(int digits) {
      int code = 0;
      for (int i = 0; i < digits; i++) {
        code = code * 16 + Character.digit(step(), 16);
      }
      return (char) code;
    }

    private char peek(int ahead) {
      return index + ahead < source.length() ? source.charAt(index + ahead) : '\0';
    }

    private char step() {
      char c = peek(0);
      index++;
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
      return c;
    }
  }
}
