package io.sluice.tokenlimit;

/** Where alerts go. Thread-safe; may block; does not throw. */
@FunctionalInterface
public interface AlertSink {

  void raise(BudgetAlert alert);
}
