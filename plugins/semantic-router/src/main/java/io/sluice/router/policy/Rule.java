package io.sluice.router.policy;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.exchange.Target;

/**
 * What requests may go where.
 *
 * @param name shown to whoever is refused, and in decisions
 * @param when which requests it is about
 * @param require what a target must be
 * @param exclude what a target must not be
 */
public record Rule(String name, Condition when, Bounds require, Bounds exclude) {

  /**
   * Checks a rule against the catalog.
   *
   * @throws io.sluice.exchange.InvalidConfigException with every problem
   */
  static Rule of(String name, Condition when, Bounds require, Bounds exclude, Catalog catalog) {
    var problems = new Problems("rule").requireToken("name", name);
    when.check(problems, "when");
    var known = Names.of(catalog);
    require.check(problems, "require", known);
    exclude.check(problems, "exclude", known);
    problems
        .require(!require.isEmpty() || !exclude.isEmpty(), "require", "there, or exclude", "absent")
        .throwIfAny();
    return new Rule(name, when, require, exclude);
  }

  /** Reads a rule, whose names must be the catalog's. */
  public static Rule read(Settings settings, Catalog catalog) {
    return of(
        settings.text("name"),
        settings.has("when") ? settings.section("when", Condition::read) : Condition.ALWAYS,
        settings.has("require") ? settings.section("require", Bounds::read) : Bounds.NONE,
        settings.has("exclude") ? settings.section("exclude", Bounds::read) : Bounds.NONE,
        catalog);
  }

  boolean allows(Target target) {
    return require.allow(target) && !exclude.touch(target);
  }
}
