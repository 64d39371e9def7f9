package io.sluice.benchmarks;

import java.util.List;

/**
 * What it costs to keep most of the strong model's quality.
 *
 * @param quality that must be kept, as a share of the strong model's
 * @param escalated the smallest share of rows that has to go to the strong model
 * @param cost as a share of what the strong model costs for every row
 */
record RoutingCost(double quality, double escalated, double cost) {

  /**
   * Works it out.
   *
   * @param cascade whether the cheap model is paid for every row, those that are escalated included
   */
  static RoutingCost of(
      RoutingPair pair, List<RoutingRow> rows, double[] scores, double share, boolean cascade) {
    double always = rows.stream().mapToDouble(pair::strongCost).sum();
    double wanted = share * rows.stream().mapToDouble(row -> row.qualityOf(pair.strong())).sum();
    double quality = rows.stream().mapToDouble(row -> row.qualityOf(pair.cheap())).sum();
    double cost = rows.stream().mapToDouble(pair::cheapCost).sum();
    int escalated = 0;
    for (int i : RoutingCurve.order(scores)) {
      if (quality >= wanted) {
        break;
      }
      var row = rows.get(i);
      quality += row.qualityOf(pair.strong()) - row.qualityOf(pair.cheap());
      cost += pair.strongCost(row) - (cascade ? 0 : pair.cheapCost(row));
      escalated++;
    }
    return new RoutingCost(share, escalated / (double) rows.size(), cost / always);
  }

  /** Returns the share of the wrong cheap answers among the first fifth of the rows. */
  static double caught(RoutingPair pair, List<RoutingRow> rows, double[] scores) {
    double wrong = rows.stream().filter(row -> row.qualityOf(pair.cheap()) < 0.5).count();
    int fifth = rows.size() / 5;
    var order = RoutingCurve.order(scores);
    double found = 0;
    for (int i = 0; i < fifth; i++) {
      found += rows.get(order[i]).qualityOf(pair.cheap()) < 0.5 ? 1 : 0;
    }
    return wrong == 0 ? 0 : found / wrong;
  }
}
