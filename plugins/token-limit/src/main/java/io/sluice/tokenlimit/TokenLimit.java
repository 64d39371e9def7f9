package io.sluice.tokenlimit;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Plugin;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Settings;
import io.sluice.exchange.TokenCounter;
import io.sluice.tokenlimit.ledger.SharedLedger;
import io.sluice.tokenlimit.quota.Quotas;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * {@code ai-token-limit}: admits a request only if every budget that covers it has room, holds what
 * it is expected to use until it ends, and charges what it used.
 */
public final class TokenLimit implements Plugin<TokenLimitConfig> {

  static final String NAME = "ai-token-limit";

  private final Accounting accounting;

  /**
   * @param quotas the budgets in force
   * @param catalog the one in force
   * @param executor where alerts are raised; they may block
   */
  public TokenLimit(
      Supplier<Quotas> quotas,
      Supplier<Catalog> catalog,
      TokenCounter counter,
      SharedLedger ledger,
      AlertSink alerts,
      LimitObserver observer,
      InstantSource clock,
      Executor executor) {
    this.accounting =
        new Accounting(
            quotas,
            catalog,
            counter,
            new Learned(),
            ledger,
            new Prices(catalog, observer),
            new Alerts(ledger, alerts, observer, clock, executor),
            observer);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TokenLimitConfig read(Settings settings) {
    return TokenLimitConfig.read(settings);
  }

  @Override
  public RoutePlugin prepare(TokenLimitConfig config) {
    return new LimitedRoute(config, accounting);
  }

  /**
   * Settles an exchange that another process began, such as this one before its restart.
   *
   * @return whether anything was held for it
   * @throws io.sluice.exchange.DependencyException if the ledger is away
   */
  public boolean settleElsewhere(LogEntry entry) {
    return accounting.settleElsewhere(entry);
  }
}
