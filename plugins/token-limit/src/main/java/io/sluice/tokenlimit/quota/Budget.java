package io.sluice.tokenlimit.quota;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Json;
import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much of a unit may be spent in a window, and by whom.
 *
 * @param name unique among the budgets
 * @param per in which dimensions each subject has an account of its own; none: one for all
 * @param limit of a window, in the unit, at least 0
 * @param burst how much of what the window before left unspent may be spent on top, at least 0
 * @param chargesCached whether an answer from the cache counts as if the model had given it
 * @param alerts at which percentages of what is allowed to tell, 1 to 100, ascending
 */
public record Budget(
    String name,
    Cover covers,
    Set<Dimension> per,
    Unit unit,
    long limit,
    long burst,
    Window window,
    OnExceed onExceed,
    boolean chargesCached,
    List<Integer> alerts) {

  private static final List<Long> ALERTS = List.of(80L, 100L);
  private static final String TO_SUM = "in 0 to " + Account.MOST;

  private static final Map<String, OnExceed> ON_EXCEED =
      Words.of(OnExceed.values(), value -> value.name().toLowerCase(Locale.ROOT));

  private static final Map<String, Boolean> CACHED_ANSWERS =
      Words.of(new Boolean[] {false, true}, Budget::cachedAnswers);

  public Budget {
    per =
        Collections.unmodifiableSet(
            per.isEmpty() ? EnumSet.noneOf(Dimension.class) : EnumSet.copyOf(per));
    var problems =
        new Problems("budget")
            .requireToken("name", name)
            .require(limit >= 0 && limit <= Account.MOST, "limit", TO_SUM, limit)
            .require(burst >= 0 && burst <= Account.MOST, "burst", TO_SUM, burst);
    for (int i = 0; i < alerts.size(); i++) {
      int percent = alerts.get(i);
      problems.require(
          percent >= 1 && percent <= 100, "alerts[" + i + "]", "a percentage in 1 to 100", percent);
    }
    alerts = alerts.stream().sorted().distinct().toList();
    problems.throwIfAny();
  }

  /**
   * Reads one budget.
   *
   * @param json in the words of quotas.yaml; the name may be left out
   * @param catalog the tiers and targets that there are
   * @throws InvalidConfigException with every problem, another name included
   */
  public static Budget parse(String name, String json, Catalog catalog) {
    return Settings.parseJson("budget", json, settings -> read(settings, name, catalog));
  }

  private static Budget read(Settings settings, String name, Catalog catalog) {
    var written = settings.text("name", name);
    settings.require(written.equals(name), "name", "\"" + name + "\" or absent", written);
    return read(name, settings, catalog);
  }

  static Budget read(Settings settings, Catalog catalog) {
    return read(settings.text("name"), settings, catalog);
  }

  private static Budget read(String name, Settings settings, Catalog catalog) {
    var covers =
        settings.has("covers")
            ? settings.section("covers", section -> Cover.read(section, catalog))
            : Cover.EVERYONE;
    var per = settings.choices("per", Dimension.WORDS);
    var unit = settings.choice("unit", Units.WORDS);
    return new Budget(
        name,
        covers,
        Set.copyOf(per),
        unit,
        Units.read(settings, "limit", settings.decimal("limit"), unit),
        Units.read(settings, "burst", settings.decimal("burst", BigDecimal.ZERO), unit),
        settings.section("window", Windows::read),
        settings.choice("on_exceed", ON_EXCEED, OnExceed.REFUSE),
        settings.choice("cached_answers", CACHED_ANSWERS, false),
        alerts(settings));
  }

  private static List<Integer> alerts(Settings settings) {
    return (settings.has("alerts") ? settings.wholes("alerts") : ALERTS)
        .stream().map(Budget::percent).toList();
  }

  /** Out of range stays out of range. */
  private static int percent(long number) {
    return Math.clamp(number, -1, 101);
  }

  private static String cachedAnswers(boolean charged) {
    return charged ? "charged" : "free";
  }

  /**
   * Returns whether a party's spending counts here. While its tier or target is unknown, it does
   * not in a budget that names or is kept per such.
   */
  public boolean covers(Party party) {
    for (var dimension : per) {
      if (dimension.of(party).isEmpty()) {
        return false;
      }
    }
    return covers.covers(party);
  }

  /**
   * Returns the account of a party that is covered. Another limit or burst keeps its key; another
   * unit or window makes another.
   */
  public Account account(Party party) {
    return account(AccountKey.text(keyPrefix(), per, party));
  }

  /** Returns the account of that key, if it is one of this budget's. */
  public Optional<Account> accountOf(String key) {
    return AccountKey.parse(key)
        .filter(parsed -> parsed.subject().keySet().equals(per))
        .filter(parsed -> key.startsWith(keyPrefix()))
        .filter(parsed -> per.isEmpty() || key.charAt(keyPrefix().length()) == '|')
        .map(parsed -> account(key));
  }

  private Account account(String key) {
    return new Account(key, unit, limit, burst, window);
  }

  private String keyPrefix() {
    return name + "/" + Units.word(unit) + "/" + Windows.word(window);
  }

  /** Returns the budget in the words of quotas.yaml, every key written. */
  public String toJson() {
    return "{\"name\":%s,\"covers\":%s,\"per\":%s,\"unit\":\"%s\",\"limit\":%s,\"burst\":%s,"
            .formatted(
                Json.quote(name),
                covers.toJson(),
                per.stream()
                    .map(dimension -> Json.quote(dimension.word()))
                    .collect(Collectors.joining(",", "[", "]")),
                Units.word(unit),
                Units.written(unit, limit).toPlainString(),
                Units.written(unit, burst).toPlainString())
        + "\"window\":%s,\"on_exceed\":\"%s\",\"cached_answers\":\"%s\",\"alerts\":%s}"
            .formatted(
                Windows.toJson(window),
                onExceed.name().toLowerCase(Locale.ROOT),
                cachedAnswers(chargesCached),
                alerts);
  }
}
