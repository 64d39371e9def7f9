package io.sluice.runner.admin.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of texts under a heading, printed in columns. */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins with a heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row of as many cells. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** Prints the rows, in columns as wide as they need. */
  public void print(PrintWriter out) {
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        var cell = row.get(column);
        line.append(cell).repeat(" ", width(column) - cell.length()).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
