package io.sluice.resilience;

/** What an operator says of a target. */
public enum Rotation {
  /** It is out, however well it is. */
  FORCED_OPEN,
  /** It is in, whatever it does. */
  FORCED_CLOSED,
  /** Its answers decide. */
  AUTOMATIC
}
