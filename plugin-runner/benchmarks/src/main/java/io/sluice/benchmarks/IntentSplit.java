package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is learned from, and what is asked.
 *
 * @param shots {@code 5}, {@code 10} or {@code full}
 * @param inScope questions that belong to one of the intents
 * @param outside questions that belong to none
 */
record IntentSplit(
    String set,
    String shots,
    List<IntentRow> examples,
    List<IntentRow> inScope,
    List<IntentRow> outside) {

  /** With one folder for both, every fifth row is kept from a set without a split of its own. */
  private static final int HELD_BACK = 5;

  private static final List<String> SETS = List.of("clinc150", "banking77", "hwu64");

  static List<IntentSplit> of(Path training, Path judged) throws IOException {
    var splits = new ArrayList<IntentSplit>();
    for (var set : SETS) {
      var rows = IntentRow.read(training, set, set + ".jsonl");
      boolean same = training.equals(judged);
      var asked = same ? rows : IntentRow.read(judged, set, set + ".jsonl");
      for (var shots : List.of("5", "10", "full")) {
        splits.add(of(set, shots, rows, asked, same));
      }
    }
    return splits;
  }

  private static IntentSplit of(
      String set, String shots, List<IntentRow> rows, List<IntentRow> asked, boolean same) {
    boolean full = shots.equals("full");
    boolean unsplit = rows.stream().allMatch(row -> row.part().isEmpty());
    var learnable =
        rows.stream()
            .filter(row -> !row.belongsNowhere())
            .filter(row -> unsplit || row.part().equals("train"))
            .toList();
    var examples =
        learnable.stream()
            .filter(row ->
                full
                    ? !(same && unsplit && row.number() % HELD_BACK == 0)
                    : row.has("shot" + shots))
            .toList();
    var inScope =
        asked.stream()
            .filter(row -> !row.belongsNowhere())
            .filter(row -> !same || isJudged(set, row, full, unsplit))
            .toList();
    return new IntentSplit(
        set, shots, examples, inScope, asked.stream().filter(IntentRow::belongsNowhere).toList());
  }

  /** Of the training folder: what no protocol of the set learns from. */
  private static boolean isJudged(String set, IntentRow row, boolean full, boolean unsplit) {
    if (full) {
      return unsplit ? row.number() % HELD_BACK == 0 : !row.part().equals("train");
    }
    return set.equals("clinc150") ? !row.part().equals("train") : !row.has("shot10");
  }

  /**
   * banking77-oos: half of BANKING77's intents, asked for questions of the others ({@code id_oos})
   * and of no bank at all ({@code ood_oos}).
   */
  static IntentSplit bankingOutside(Path training, Path judged, String kind) throws IOException {
    var examples =
        IntentRow.read(training, "banking77", "banking77.jsonl").stream()
            .filter(row -> row.has("bank_oos_in_scope") && !row.has("bank_oos_valid"))
            .toList();
    var asked = IntentRow.read(judged, "banking77-oos", "banking77_oos.jsonl");
    return new IntentSplit(
        kind,
        "full",
        examples,
        asked.stream().filter(row -> row.part().equals("in")).toList(),
        asked.stream().filter(row -> row.part().equals(kind)).toList());
  }
}
