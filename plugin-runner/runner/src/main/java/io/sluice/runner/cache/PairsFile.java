package io.sluice.runner.cache;

import io.sluice.cache.calibration.LabelledPair;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import io.sluice.exchange.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled pairs of questions as lines of JSON.
 *
 * @param pairs of the lines that are good
 * @param problems of the others, each with its line, key, rule and value
 */
public record PairsFile(List<LabelledPair> pairs, List<String> problems) {

  public PairsFile {
    pairs = List.copyOf(pairs);
    problems = List.copyOf(problems);
  }

  private record Labelled(int line, boolean same) {}

  private record Answered(int line, String answer) {}

  /** Reads a whole file; empty lines are passed over. */
  public static PairsFile read(String text) {
    var pairs = new ArrayList<LabelledPair>();
    var problems = new ArrayList<String>();
    var labels = new HashMap<List<String>, Labelled>();
    var answers = new HashMap<List<String>, Answered>();
    var lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          var pair = Settings.parseJson("line", lines.get(i), PairsFile::pair);
          int line = i + 1;
          noteContradictions(pair, line, labels, answers, problems);
          pairs.add(pair);
        } catch (InvalidConfigException e) {
          for (var problem : e.problems()) {
            problems.add(at(i + 1, problem));
          }
        }
      }
    }
    return new PairsFile(pairs, problems);
  }

  private static LabelledPair pair(Settings settings) {
    boolean labelled = settings.has("same");
    settings.require(labelled, "same", "true or false", "absent");
    return new LabelledPair(
        settings.text("route", ""),
        settings.text("stored"),
        settings.text("asked"),
        settings.text("answer", ""),
        // Where it is absent, whatever does not break another rule.
        settings.flag("same", true));
  }

  private static void noteContradictions(
      LabelledPair pair,
      int line,
      Map<List<String>, Labelled> labels,
      Map<List<String>, Answered> answers,
      List<String> problems) {
    var label =
        labels.computeIfAbsent(
            List.of(pair.route(), pair.stored(), pair.asked()),
            any -> new Labelled(line, pair.same()));
    if (label.same() != pair.same()) {
      problems.add(
          at(
              line,
              new Problem(
                  "same",
                  "%s as in line %d".formatted(label.same(), label.line()),
                  Boolean.toString(pair.same()))));
    }
    if (!pair.answer().isEmpty()) {
      var answer =
          answers.computeIfAbsent(
              List.of(pair.route(), pair.stored()), any -> new Answered(line, pair.answer()));
      if (!answer.answer().equals(pair.answer())) {
        problems.add(
            at(
                line,
                new Problem(
                    "answer",
                    "%s as in line %d".formatted(answer.answer(), answer.line()),
                    pair.answer())));
      }
    }
  }

  private static String at(int line, Problem problem) {
    return "line %d: %s".formatted(line, problem);
  }
}
