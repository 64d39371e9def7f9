package io.sluice.runner.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.runner.quota.CurrentQuotas;
import io.sluice.tokenlimit.quota.AccountKey;
import io.sluice.tokenlimit.quota.Budget;
import io.sluice.tokenlimit.quota.Dimension;
import io.sluice.tokenlimit.quota.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /admin/v1/usage}: how the accounts of budgets stand. */
@RestController
public final class UsageController {

  private static final JsonMapper JSON = ExactJson.mapper();

  /** Of accounts that are looked at, so that an answer takes no more than a second. */
  private static final int MOST_KEYS = 10_000;

  private final CurrentQuotas quotas;
  private final TokenLedger ledger;
  private final InstantSource clock;

  public UsageController(CurrentQuotas quotas, TokenLedger ledger, InstantSource clock) {
    this.quotas = quotas;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * @param truncated whether there may be more
   */
  private record Listing(List<Usage> usage, boolean truncated) {}

  /**
   * @param subject names by dimension
   * @param limit and the other amounts in the budget's unit, dollars for {@code usd}
   * @param resetsAt an instant; absent while nothing counts
   */
  private record Usage(
      String budget,
      Map<String, String> subject,
      String unit,
      BigDecimal limit,
      BigDecimal allowed,
      BigDecimal used,
      BigDecimal reserved,
      BigDecimal remaining,
      @JsonProperty("resets_at") @Nullable String resetsAt,
      JsonNode window) {}

  private record Kept(Budget budget, Account account) {}

  @GetMapping("/admin/v1/usage")
  Object usage(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestParam("consumer") Optional<String> consumer,
      @RequestParam("department") Optional<String> department,
      @RequestParam("route") Optional<String> route,
      @RequestParam("tier") Optional<String> tier,
      @RequestParam("target") Optional<String> target,
      @RequestParam("budget") Optional<String> budget,
      @RequestParam(name = "limit", defaultValue = "1000") String limit) {
    var subject = new EnumMap<Dimension, String>(Dimension.class);
    consumer.ifPresent(name -> subject.put(Dimension.CONSUMER, name));
    department.ifPresent(name -> subject.put(Dimension.DEPARTMENT, name));
    route.ifPresent(name -> subject.put(Dimension.ROUTE, name));
    tier.ifPresent(name -> subject.put(Dimension.TIER, name));
    target.ifPresent(name -> subject.put(Dimension.TARGET, name));
    return list(new UsageFilter(budget, subject), bounded(limit));
  }

  private Listing list(UsageFilter filter, int limit) {
    quotas.pollStore();
    var keys = ledger.keys(MOST_KEYS);
    var kept = kept(filter, keys);
    var shown = kept.subList(0, Math.min(limit, kept.size()));
    var standings = ledger.standings(shown.stream().map(Kept::account).toList());
    var usage = new ArrayList<Usage>();
    for (int i = 0; i < shown.size(); i++) {
      usage.add(usage(shown.get(i), standings.get(i)));
    }
    return new Listing(usage, kept.size() > limit || keys.size() >= MOST_KEYS);
  }

  /** In the order of the budgets, then of the keys. */
  private List<Kept> kept(UsageFilter filter, List<String> keys) {
    var byBudget = new LinkedHashMap<String, List<String>>();
    for (var key : keys) {
      AccountKey.parse(key)
          .ifPresent(parsed ->
              byBudget.computeIfAbsent(parsed.budget(), name -> new ArrayList<>()).add(key));
    }
    var kept = new ArrayList<Kept>();
    for (var budget : quotas.get().budgets()) {
      if (filter.concerns(budget)) {
        var accounts = new LinkedHashMap<String, Account>();
        filter.accountOf(budget).ifPresent(account -> accounts.put(account.key(), account));
        for (var key : byBudget.getOrDefault(budget.name(), List.of())) {
          budget
              .accountOf(key)
              .filter(account -> isFor(filter, budget, key))
              .ifPresent(account -> accounts.put(key, account));
        }
        accounts.values().forEach(account -> kept.add(new Kept(budget, account)));
      }
    }
    return kept;
  }

  private static boolean isFor(UsageFilter filter, Budget budget, String key) {
    return AccountKey.parse(key).filter(parsed -> filter.isFor(budget, parsed)).isPresent();
  }

  private Usage usage(Kept kept, Standing standing) {
    var unit = kept.budget().unit();
    return new Usage(
        kept.budget().name(),
        subject(kept.account().key()),
        Units.word(unit),
        Units.written(unit, kept.account().limit()),
        Units.written(unit, standing.allowed()),
        Units.written(unit, standing.used()),
        Units.written(unit, standing.reserved()),
        Units.written(unit, standing.remaining()),
        standing.resetsIn().isZero() ? null : nearestSecond(standing.resetsIn()).toString(),
        JSON.readTree(kept.budget().toJson()).path("window"));
  }

  private static Map<String, String> subject(String key) {
    var names = new LinkedHashMap<String, String>();
    AccountKey.parse(key)
        .ifPresent(parsed ->
            parsed.subject().forEach((dimension, name) -> names.put(dimension.word(), name)));
    return names;
  }

  private static int bounded(String limit) {
    if (!limit.matches("[1-9][0-9]{0,4}") || Integer.parseInt(limit) > MOST_KEYS) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST, "invalid_limit", "limit must be in 1 to " + MOST_KEYS);
    }
    return Integer.parseInt(limit);
  }

  /** The ledger's clock and ours are milliseconds apart; midnight is to be shown as midnight. */
  private Instant nearestSecond(Duration ahead) {
    return clock.instant().plus(ahead).plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
  }
}
