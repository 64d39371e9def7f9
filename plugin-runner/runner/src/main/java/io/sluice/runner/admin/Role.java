package io.sluice.runner.admin;

import java.util.Locale;

/** What a token lets its holder do. */
public enum Role {
  /** Look at budgets, usage, targets and decisions. */
  VIEWER,
  /** Change budgets, and look. */
  QUOTA_ADMIN,
  /** See and delete what is cached, prompts and answers, and look at budgets and usage. */
  CACHE_ADMIN,
  /** Take targets out of rotation or keep them in, and look at budgets and usage. */
  TARGET_ADMIN;

  /** Returns its name as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
