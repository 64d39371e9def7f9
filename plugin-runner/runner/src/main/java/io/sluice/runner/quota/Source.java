package io.sluice.runner.quota;

import java.util.Locale;

/** Where a budget is from. */
public enum Source {
  /** From quotas.yaml. */
  FILE,
  /** Set through the admin API. */
  API;

  /** Returns its name as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
