package io.sluice.runner.admin;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problems;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parameters of a call on stored answers.
 *
 * <p>What is not known, not one value or empty is refused: a filter that is spelled wrongly would
 * otherwise pick everything.
 */
final class CacheQuery {

  static final int MOST_ENTRIES = 1000;

  private static final int ENTRIES = 100;

  private static final Set<String> FILTERS =
      Set.of("consumer", "department", "route", "cache", "question", "request", "older_than");

  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,3}");

  private final Map<String, String[]> parameters;
  private final Problems problems = new Problems("cache");

  private CacheQuery(Map<String, String[]> parameters) {
    this.parameters = parameters;
  }

  /**
   * Which page is asked for.
   *
   * @param limit 1 to {@link #MOST_ENTRIES}
   */
  record Page(EntryFilter filter, Optional<EntryId> after, int limit) {}

  /** What is to be deleted, and whether to count it only. */
  record Deletion(EntryFilter filter, boolean dryRun) {}

  static Page page(Map<String, String[]> parameters, Instant now) {
    var query = new CacheQuery(parameters);
    query.requireKnown(Set.of("limit", "after"));
    var filter = query.filter(now);
    var after = query.value("after");
    query.require(after.map(EntryId::isValid).orElse(true), "after", "an entry's id", after);
    var limit = query.value("limit");
    query.require(
        limit.map(CacheQuery::isLimit).orElse(true), "limit", "in 1 to " + MOST_ENTRIES, limit);
    query.throwIfAny();
    return new Page(filter, after.map(EntryId::new), limit.map(Integer::parseInt).orElse(ENTRIES));
  }

  static Deletion deletion(Map<String, String[]> parameters, Instant now) {
    var query = new CacheQuery(parameters);
    query.requireKnown(Set.of("all", "dry_run"));
    var filter = query.filter(now);
    boolean all = query.flag("all");
    boolean dryRun = query.flag("dry_run");
    boolean filtered = FILTERS.stream().anyMatch(parameters::containsKey);
    query.require(
        filtered != all,
        "all",
        "true where there is no filter (consumer, department, route, cache, question, request,"
            + " older_than), and only there",
        query.value("all"));
    query.throwIfAny();
    return new Deletion(filter, dryRun);
  }

  private EntryFilter filter(Instant now) {
    var age = value("older_than");
    require(
        age.map(text -> AGE.matcher(text).matches()).orElse(true),
        "older_than",
        "a duration such as 90s, 5m, 12h or 7d",
        age);
    return new EntryFilter(
        Optional.empty(),
        value("question"),
        value("consumer"),
        value("department"),
        value("route"),
        value("cache"),
        value("request"),
        age.filter(text -> AGE.matcher(text).matches()).map(text -> now.minus(duration(text))));
  }

  private void requireKnown(Set<String> others) {
    var known = new TreeSet<>(FILTERS);
    known.addAll(others);
    parameters.forEach((name, values) -> {
      require(
          known.contains(name), name, "one of " + String.join(", ", known), Optional.of("there"));
      require(
          values.length == 1 && Stream.of(values).noneMatch(String::isEmpty),
          name,
          "one value that is not empty",
          Optional.of(values.length == 1 ? "empty" : values.length + " values"));
    });
  }

  private boolean flag(String name) {
    var value = value(name);
    require(
        value.map(text -> text.equals("true") || text.equals("false")).orElse(true),
        name,
        "true or false",
        value);
    return value.filter("true"::equals).isPresent();
  }

  private Optional<String> value(String name) {
    var values = parameters.get(name);
    return values == null || values.length == 0 ? Optional.empty() : Optional.of(values[0]);
  }

  private void require(boolean holds, String key, String rule, Optional<String> value) {
    problems.require(holds, key, rule, value.orElse("absent"));
  }

  private void throwIfAny() {
    try {
      problems.throwIfAny();
    } catch (InvalidConfigException e) {
      throw RefusedException.of("invalid_filter", e);
    }
  }

  private static boolean isLimit(String text) {
    return LIMIT.matcher(text).matches() && Integer.parseInt(text) <= MOST_ENTRIES;
  }

  private static Duration duration(String text) {
    long amount = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
