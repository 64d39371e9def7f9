package io.sluice.runner.check;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** A place in the file, counted from 1. */
record Position(int line, int column) {

  static final Position START = new Position(1, 1);

  static Position of(Node node) {
    return of(node.getStartMark());
  }

  static Position of(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
