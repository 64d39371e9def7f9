package io.sluice.runner.evaluation;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import io.sluice.router.evaluation.GoldenCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * A golden set as lines of JSON.
 *
 * @param cases of the lines that are good
 * @param problems of the others, each with file, line, key, rule and value; when there are very
 *     many, the last tells how many more
 */
record GoldenSet(List<GoldenCase> cases, List<String> problems) {

  /** More of them nobody reads. */
  static final int MOST_PROBLEMS = 50;

  GoldenSet {
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a whole file; empty lines are passed over.
   *
   * @param file its name, for problems
   */
  static GoldenSet read(String file, String text, TargetNames names) {
    var reader = new GoldenLine(names);
    var cases = new ArrayList<GoldenCase>();
    var problems = new ArrayList<String>();
    var ids = new HashMap<String, Integer>();
    int more = 0;
    int number = 0;
    for (var line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      for (var problem : read(reader, number, line, cases, ids)) {
        if (problems.size() < MOST_PROBLEMS) {
          problems.add("%s:%d: %s".formatted(file, number, problem));
        } else {
          more++;
        }
      }
    }
    if (more > 0) {
      problems.add("and %d more".formatted(more));
    }
    return new GoldenSet(cases, problems);
  }

  private static List<Problem> read(
      GoldenLine reader,
      int number,
      String line,
      List<GoldenCase> cases,
      HashMap<String, Integer> ids) {
    try {
      var golden = reader.read(number, line);
      var first = ids.putIfAbsent(golden.id(), number);
      if (first != null) {
        return List.of(new Problem("id", "another than that of line " + first, golden.id()));
      }
      cases.add(golden);
      return List.of();
    } catch (InvalidConfigException e) {
      return e.problems();
    }
  }
}
