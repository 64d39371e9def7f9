package io.sluice.tokenlimit;

/** Hears what the limits did, to count it. Thread-safe, does not block. */
public interface LimitObserver {

  /** Whom nothing matters. */
  LimitObserver NOBODY =
      new LimitObserver() {
        @Override
        public void refused(String budget) {}

        @Override
        public void degraded(String budget) {}

        @Override
        public void attemptDropped(String budget) {}

        @Override
        public void unpriced(String target) {}

        @Override
        public void settled(String how) {}

        @Override
        public void alerted(String budget, int percent) {}
      };

  /** A request was refused. */
  void refused(String budget);

  /** A request went to a cheaper tier than it was meant for. */
  void degraded(String budget);

  /** A cheaper target was not asked first, since a budget had no room for both. */
  void attemptDropped(String budget);

  /** A model without a price was paid for as the dearest. */
  void unpriced(String target);

  /** An exchange was settled; how, in one word. */
  void settled(String how);

  /** An alert was raised. */
  void alerted(String budget, int percent);
}
