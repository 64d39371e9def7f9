package io.sluice.compressor.lossless;

import java.util.List;

/** One way to say the same in fewer tokens. Thread-safe. */
interface Step {

  /**
   * Asks the drafts for changes, and commits them. Returns whether the steps before it may find new
   * work.
   */
  boolean apply(List<Draft> drafts);

  /** A step that looks at one text at a time. */
  interface OfOneText extends Step {

    void apply(Draft draft);

    @Override
    default boolean apply(List<Draft> drafts) {
      for (var draft : drafts) {
        if (!draft.isFixed()) {
          apply(draft);
          draft.commit();
        }
      }
      return false;
    }
  }
}
