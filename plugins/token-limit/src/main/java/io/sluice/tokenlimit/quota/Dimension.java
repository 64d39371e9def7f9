package io.sluice.tokenlimit.quota;

import java.util.Locale;
import java.util.Map;

/** A property of a party by which budgets tell parties apart. */
public enum Dimension {
  CONSUMER("(anonymous)"),
  DEPARTMENT("(none)"),
  ROUTE("(none)"),
  TIER(""),
  TARGET("");

  static final Map<String, Dimension> WORDS = Words.of(values(), Dimension::word);

  private final String unnamed;

  Dimension(String unnamed) {
    this.unnamed = unnamed;
  }

  /** Returns its name as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a party's name in it: {@code (anonymous)} for a consumer and {@code (none)} for a
   * department that APISIX did not name, empty for a tier or target that is unknown.
   */
  public String of(Party party) {
    var name = given(party);
    return name.isEmpty() ? unnamed : name;
  }

  /** Returns what stands for parties without a name in it; empty where it is only unknown. */
  String unnamed() {
    return unnamed;
  }

  /** Returns a party's name in it, empty when there is none. */
  String given(Party party) {
    return switch (this) {
      case CONSUMER -> party.subject().consumer();
      case DEPARTMENT -> party.subject().department();
      case ROUTE -> party.subject().route();
      case TIER -> party.tier();
      case TARGET -> party.target();
    };
  }
}
