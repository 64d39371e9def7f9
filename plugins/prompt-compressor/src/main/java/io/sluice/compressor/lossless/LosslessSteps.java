package io.sluice.compressor.lossless;

/**
 * Which steps are taken.
 *
 * @param invisible see {@link InvisibleStep}
 * @param pages see {@link PageStep}
 * @param trackers see {@link TrackerStep}
 * @param json see {@link JsonStep}
 * @param duplicates see {@link DuplicateStep}
 * @param whiteSpace see {@link WhiteSpaceStep}
 * @param tables see {@link TableStep}
 * @param repeats see {@link RepeatStep}
 * @param logs see {@link LogStep}
 */
public record LosslessSteps(
    boolean invisible,
    boolean pages,
    boolean trackers,
    boolean json,
    boolean duplicates,
    boolean whiteSpace,
    boolean tables,
    boolean repeats,
    boolean logs) {

  /** All of them. */
  public static final LosslessSteps ALL =
      new LosslessSteps(true, true, true, true, true, true, true, true, true);

  /** None. */
  public static final LosslessSteps NONE =
      new LosslessSteps(false, false, false, false, false, false, false, false, false);

  /**
   * Returns the same without the one that takes words from lines and puts them before all: what
   * chooses among lines reads them whole.
   */
  public LosslessSteps withoutLogs() {
    return new LosslessSteps(
        invisible, pages, trackers, json, duplicates, whiteSpace, tables, repeats, false);
  }

  /** Returns that one alone, if it is taken at all. */
  public LosslessSteps onlyLogs() {
    return new LosslessSteps(false, false, false, false, false, false, false, false, logs);
  }
}
