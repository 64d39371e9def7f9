package io.sluice.runner.check;

/** How bad a finding is. */
public enum Severity {
  /** Requests fail, or the gateway does not take the file. */
  ERROR,
  /** Requests pass, but not as one would expect. */
  WARNING
}
