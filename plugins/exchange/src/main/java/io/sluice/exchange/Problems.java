package io.sluice.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with a configuration, so that one message reports all of it. */
public final class Problems {

  /** A value longer than this is cut in messages, in characters. */
  private static final int SHOWN = 80;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

  private final String subject;
  private final List<Problem> found = new ArrayList<>();

  /**
   * @param subject what is checked: the plugin's name on the wire, or the file
   */
  public Problems(String subject) {
    this.subject = subject;
  }

  /**
   * Notes a problem unless a condition holds.
   *
   * @param rule what must hold, to follow "must be"
   * @param value what was there
   */
  public Problems require(boolean holds, String key, String rule, @Nullable Object value) {
    if (!holds) {
      add(new Problem(key, rule, shown(value)));
    }
    return this;
  }

  /** Requires a name that can stand in a header: letters, digits and {@code _ . : -}. */
  public Problems requireToken(String key, String value) {
    return require(
        TOKEN.matcher(value).matches(),
        key,
        "1 to 64 letters, digits or _ . : -, the first a letter or digit",
        value);
  }

  /** Ends the check: throws if a problem was noted. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidConfigException(subject, found);
    }
  }

  /** Adds a problem, unless one is known there or inside: the first explains the others. */
  void add(Problem problem) {
    if (found.stream().noneMatch(known -> isWithin(known.key(), problem.key()))) {
      found.add(problem);
    }
  }

  private static boolean isWithin(String inner, String outer) {
    return inner.equals(outer)
        || (!outer.isEmpty() && (inner.startsWith(outer + "[") || inner.startsWith(outer + ".")));
  }

  static String shown(@Nullable Object value) {
    var text = value instanceof String string ? Json.quote(string) : String.valueOf(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
