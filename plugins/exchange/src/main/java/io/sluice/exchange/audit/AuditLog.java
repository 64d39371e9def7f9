package io.sluice.exchange.audit;

/**
 * Where records of the audit go.
 *
 * <p>Thread-safe. Never blocks on a store and never fails: what can't be delivered yet is kept, and
 * what has to be dropped is counted and told.
 */
public interface AuditLog {

  /** Takes a record; it is delivered at least once. */
  void append(AuditDocument document);
}
