package io.sluice.router.verifier;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers and equations of a text, the equations computed again.
 *
 * <p>One pass; an equation is a chain of numbers and {@code + - * / x × ÷} before an equals sign
 * with a number after it. Signs of currency, brackets and spaces in between are skipped, units are
 * not.
 */
final class Arithmetic {

  /** Past this many, numbers are counted as equations only. */
  private static final int KEPT = 4_000;

  /** A chain longer than this is no equation that a person would check. */
  private static final int LONGEST = 64;

  final List<Double> numbers = new ArrayList<>();
  final List<Double> results = new ArrayList<>();
  int equations;
  int wrong;

  private final List<Double> operands = new ArrayList<>();
  private final StringBuilder operators = new StringBuilder();
  private boolean pendingOperator;
  private boolean equals;
  private boolean percent;

  private Arithmetic() {}

  static Arithmetic of(String text) {
    var arithmetic = new Arithmetic();
    arithmetic.read(text);
    return arithmetic;
  }

  private void read(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isDigit(c) || (c == '.' && i + 1 < text.length() && isDigit(text.charAt(i + 1)))) {
        int end = endOfNumber(text, i);
        number(value(text, i, end));
        i = end;
        continue;
      }
      i += other(text, i);
    }
  }

  private void number(double value) {
    if (numbers.size() < KEPT) {
      numbers.add(value);
    }
    if (equals) {
      close(value);
      restart(value);
    } else if (operands.isEmpty() || !pendingOperator || operands.size() >= LONGEST) {
      restart(value);
    } else {
      operands.add(value);
    }
    pendingOperator = false;
    equals = false;
  }

  /** Returns how many characters it took. */
  private int other(String text, int at) {
    char c = text.charAt(at);
    int length = 1;
    if (c == '\\') {
      while (at + length < text.length() && Character.isLetter(text.charAt(at + length))) {
        length++;
      }
    }
    char operator = operator(text, at, length);
    if (operator == '=') {
      equals = !operands.isEmpty() && !pendingOperator;
      if (!equals) {
        clear();
      }
    } else if (operator != 0) {
      if (operands.isEmpty() || equals) {
        clear();
      } else if (!pendingOperator) {
        operators.append(operator);
        pendingOperator = true;
      }
    } else if (c == '%') {
      percent = true;
    } else if (" $€£()<>\n".indexOf(c) < 0) {
      clear();
    }
    return length;
  }

  private static char operator(String text, int at, int length) {
    if (length > 1) {
      return switch (text.substring(at + 1, at + length)) {
        case "times", "cdot" -> '*';
        case "div" -> '/';
        default -> 0;
      };
    }
    return switch (text.charAt(at)) {
      case '=' -> '=';
      case '+' -> '+';
      case '-', '−', '–' -> '-';
      case '*', '×', '·' -> '*';
      case 'x' -> isAlone(text, at) ? '*' : 0;
      case '/', '÷' -> '/';
      default -> 0;
    };
  }

  private static boolean isAlone(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && !Character.isLetter(text.charAt(at - 1))
        && !Character.isLetter(text.charAt(at + 1));
  }

  private void close(double result) {
    if (operands.size() > 1) {
      double expected = compute();
      equations++;
      boolean near =
          Math.abs(expected - result) <= 0.011 * Math.max(1, Math.abs(expected))
              || (percent && Math.abs(expected / 100 - result) <= 0.011 * Math.abs(result));
      wrong += near || !Double.isFinite(expected) ? 0 : 1;
    }
    if (results.size() < KEPT) {
      results.add(result);
    }
  }

  /** Times and divided first. */
  private double compute() {
    double sum = 0;
    double product = operands.getFirst();
    for (int i = 1; i < operands.size(); i++) {
      double next = operands.get(i);
      switch (operators.charAt(i - 1)) {
        case '*' -> product *= next;
        case '/' -> product /= next;
        case '+' -> {
          sum += product;
          product = next;
        }
        default -> {
          sum += product;
          product = -next;
        }
      }
    }
    return sum + product;
  }

  private void restart(double value) {
    clear();
    operands.add(value);
  }

  private void clear() {
    operands.clear();
    operators.setLength(0);
    pendingOperator = false;
    equals = false;
    percent = false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean inside =
          isDigit(c)
              || ((c == '.' || c == ',')
                  && end + 1 < text.length()
                  && isDigit(text.charAt(end + 1)));
      if (!inside) {
        break;
      }
      end++;
    }
    return end;
  }

  private static double value(String text, int start, int end) {
    var digits = text.substring(start, Math.min(end, start + 40)).replace(",", "");
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      // Such as a date with two points.
      return 0;
    }
  }
}
