package io.sluice.runner.evaluation;

import io.sluice.router.evaluation.Bootstrap;
import io.sluice.router.evaluation.Comparison;
import io.sluice.router.evaluation.Confusion;
import io.sluice.router.evaluation.Estimate;
import io.sluice.router.evaluation.Evaluation;
import io.sluice.router.evaluation.Metric;
import io.sluice.runner.admin.cli.Table;
import java.io.PrintWriter;
import java.util.Map;

/** What an evaluation found, printed for people. */
record EvalTable(EvalResult result) {

  /** A table of categories has so many lines at most; the JSON has all. */
  private static final int CATEGORIES = 30;

  private static final int DIGITS = 4;

  void print(PrintWriter out) {
    var evaluation = result.evaluation();
    int cases = evaluation.outcomes().size();
    out.printf(
        "%d cases of %s, decided by %s; always-cheap is %s, always-strong is %s%n",
        cases,
        result.file(),
        result.route(),
        result.baselines().cheap().name(),
        result.baselines().strong().name());
    out.println(idealTiers(cases));
    out.println();
    printFigures(out);
    out.println();
    printConfusion(evaluation.confusion(), out);
    out.println();
    printCounts("TARGET", result.targets(), cases, out);
    out.println();
    printCounts("REASON", result.reasons(), cases, out);
    printCategories(out);
    printNotes(out);
    result.compared().ifPresent(compared -> printCompared(compared, out));
    out.flush();
  }

  private String idealTiers(int cases) {
    return result.labelled() == cases
        ? "the ideal tiers are those of the file"
        : result.labelled() == 0
            ? "the ideal tier of a case is the cheapest with a target of the best recorded quality"
            : ("the ideal tier of %d cases is that of the file, of the others the cheapest with a"
                    + " target of the best recorded quality")
                .formatted(result.labelled());
  }

  private void printFigures(PrintWriter out) {
    var table = new Table("METRIC", "VALUE (" + percent() + " % INTERVAL)", "BETTER");
    result
        .figures()
        .forEach((metric, estimate) ->
            table.add(
                metric.word(),
                Shown.estimate(estimate, DIGITS),
                metric.higherIsBetter() ? "more" : "less"));
    table.print(out);
  }

  private String percent() {
    return Shown.decimal(100 * result.bootstrap().level(), 0);
  }

  private static void printConfusion(Confusion confusion, PrintWriter out) {
    var heading = new String[confusion.tiers().size() + 2];
    heading[0] = "IDEAL \\ CHOSEN";
    for (int i = 0; i < confusion.tiers().size(); i++) {
      heading[i + 1] = confusion.tiers().get(i);
    }
    heading[heading.length - 1] = Confusion.NOWHERE;
    var table = new Table(heading);
    confusion
        .counts()
        .forEach((ideal, row) -> {
          var cells = new String[heading.length];
          cells[0] = ideal;
          for (int i = 1; i < heading.length; i++) {
            cells[i] = String.valueOf(row.getOrDefault(heading[i], 0));
          }
          table.add(cells);
        });
    table.print(out);
  }

  private static void printCounts(
      String what, Map<String, Long> counts, int cases, PrintWriter out) {
    var table = new Table(what, "CASES");
    counts.forEach(
        (name, count) -> table.add(name.isEmpty() ? "none" : name, Shown.share(count, cases)));
    table.print(out);
  }

  private void printCategories(PrintWriter out) {
    var categories = result.categories();
    if (categories.isEmpty()) {
      return;
    }
    var once = new Bootstrap(1, 0, 0.5);
    var table = new Table("CATEGORY", "CASES", "ACCURACY", "COST OF STRONG", "QUALITY KEPT");
    categories.entrySet().stream()
        .limit(CATEGORIES)
        .forEach(entry -> {
          var figures = entry.getValue().estimates(once);
          table.add(
              entry.getKey().isEmpty() ? "-" : entry.getKey(),
              String.valueOf(entry.getValue().outcomes().size()),
              value(figures, Metric.ACCURACY),
              value(figures, Metric.COST_OF_STRONG),
              value(figures, Metric.QUALITY_KEPT));
        });
    out.println();
    table.print(out);
    if (categories.size() > CATEGORIES) {
      out.printf("and %d categories more%n", categories.size() - CATEGORIES);
    }
  }

  private static String value(Map<Metric, Estimate> figures, Metric metric) {
    return Shown.decimal(figures.getOrDefault(metric, Estimate.UNDEFINED).value(), DIGITS);
  }

  private void printNotes(PrintWriter out) {
    out.println();
    out.println(
        result.evaluation().ranking() == Evaluation.Ranking.HARD
            ? "apgr and cpt rank the cases by the decision's score \"hard\""
            : "apgr and cpt rank the cases by the tier each went to, since not every decision has"
                + " a score \"hard\"; equal ones count as the mean over all their orders");
    out.println("cost_regret is in US dollars for 1,000 requests");
    long unknown = result.evaluation().unknownQuality();
    if (unknown > 0) {
      out.printf(
          "%d cases went to a target of which no quality was recorded: the figures on quality are"
              + " of the others%n",
          unknown);
    }
    if (result.attempts() > 0) {
      out.printf(
          "%d cases would be tried on a cheaper target first: they are judged as if that failed,"
              + " without its cost%n",
          result.attempts());
    }
  }

  private void printCompared(Comparison compared, PrintWriter out) {
    out.println();
    out.printf(
        "compared with the earlier evaluation: %d cases are in both, %d of them went to another"
            + " target%n",
        compared.cases(), compared.moved());
    var table = new Table("METRIC", "NOW - BEFORE (" + percent() + " % INTERVAL)", "");
    compared
        .differences()
        .forEach((metric, difference) ->
            table.add(
                metric.word(), Shown.estimate(difference, DIGITS), verdict(metric, difference)));
    table.print(out);
  }

  private static String verdict(Metric metric, Estimate difference) {
    if (!(difference.low() > 0 || difference.high() < 0)) {
      return "";
    }
    return difference.low() > 0 == metric.higherIsBetter() ? "better" : "worse";
  }
}
