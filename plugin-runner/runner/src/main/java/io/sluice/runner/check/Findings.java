package io.sluice.runner.check;

import java.util.List;
import java.util.TreeSet;

/** Gathers findings, each once, in the order of the file. */
final class Findings {

  private final TreeSet<Finding> found = new TreeSet<>();

  void error(Position at, String where, String message) {
    add(Severity.ERROR, at, where, message);
  }

  void warning(Position at, String where, String message) {
    add(Severity.WARNING, at, where, message);
  }

  List<Finding> inOrder() {
    return List.copyOf(found);
  }

  private void add(Severity severity, Position at, String where, String message) {
    found.add(new Finding(severity, at.line(), at.column(), where, message));
  }
}
