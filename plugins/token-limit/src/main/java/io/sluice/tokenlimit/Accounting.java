package io.sluice.tokenlimit;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Target;
import io.sluice.exchange.TokenCounter;
import io.sluice.exchange.answer.ProviderAnswer;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.routing.Eligible;
import io.sluice.tokenlimit.ledger.SharedLedger;
import io.sluice.tokenlimit.quota.Budget;
import io.sluice.tokenlimit.quota.Covering;
import io.sluice.tokenlimit.quota.Party;
import io.sluice.tokenlimit.quota.Quotas;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the routes share: who is charged, what is expected, and how it ends. Thread-safe. */
record Accounting(
    Supplier<Quotas> quotas,
    Supplier<Catalog> catalog,
    TokenCounter counter,
    Learned learned,
    SharedLedger ledger,
    Prices prices,
    Alerts alerts,
    LimitObserver observer) {

  private static final String HIT = "HIT";

  /** Returns where a request goes: where a plugin sent it, or what its model says. */
  Optional<Target> target(ChatExchange exchange) {
    return exchange
        .target()
        .or(() -> exchange.request().model().flatMap(catalog.get()::targetOfModel));
  }

  /** Returns the budgets that cover a request, with what is known of it. */
  List<Covering> covering(ChatExchange exchange, Optional<Target> target) {
    return quotas
        .get()
        .covering(
            new Party(
                exchange.subject(),
                target.map(Target::tier).orElse(""),
                target.map(Target::name).orElse("")));
  }

  /** Returns the first target of the next cheaper tier that has one the request may go to. */
  Optional<Target> nextCheaper(ChatExchange exchange, Target target) {
    var now = catalog.get();
    var eligible = exchange.kept(Eligible.class).map(Eligible::targets);
    return now.cheaperThan(target.tier()).stream()
        .flatMap(tier -> now.targetsOf(tier).stream())
        .filter(cheaper -> eligible.isEmpty() || eligible.get().contains(cheaper.name()))
        .findFirst();
  }

  /**
   * Holds what a request is expected to use against all budgets that cover it.
   *
   * @param id under which it is held
   */
  Admission admit(String id, ChatExchange exchange, TokenLimitConfig config, Holder holder) {
    var target = target(exchange);
    var covering = covering(exchange, target);
    if (covering.isEmpty()) {
      return new Admission.Uncovered();
    }
    var inMoney =
        covering.stream()
            .map(Covering::budget)
            .filter(budget -> budget.unit() == Unit.MICRO_USD)
            .findFirst();
    if (inMoney.isPresent() && !prices.allows(target)) {
      return new Admission.Unpriced(inMoney.get());
    }
    var forecast = Forecast.of(exchange, target, counter, learned, config);
    var memo = forecast.memo();
    var expected = prices.spend(target, forecast.usage(), memo.images());
    var reservation =
        new Reservation(
            id, covering.stream().map(Covering::account).toList(), expected, memo.toNote());
    return switch (hold(reservation, config, holder)) {
      case Outcome.Granted(var standings) ->
          new Admission.Admitted(
              new Admission.Held(reservation, memo, holder == Holder.LEDGER), standings);
      case Outcome.Refused refused ->
          new Admission.Full(
              budgetOf(covering, refused), refused, expected.in(refused.full().account().unit()));
    };
  }

  private Outcome hold(Reservation reservation, TokenLimitConfig config, Holder holder) {
    return switch (holder) {
      case LEDGER -> ledger.reserve(reservation);
      case SHARE -> ledger.reserveShare(reservation, config.localShare());
      case NOBODY -> new Outcome.Granted(List.of());
    };
  }

  /** Returns the budget whose account was full. */
  static Budget budgetOf(List<Covering> covering, Outcome.Refused refused) {
    var key = refused.full().account().key();
    return covering.stream()
        .filter(candidate -> candidate.account().key().equals(key))
        .map(Covering::budget)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such account was asked for: " + key));
  }

  /**
   * Ends what a request holds.
   *
   * @param target that it went to
   */
  void end(Admission.Held held, Optional<Target> target, Ending ending) {
    settle(
        held,
        switch (ending) {
          case Ending.Unsent ignored -> counted("unsent", Spend.NOTHING);
          case Ending.Unlogged ignored -> counted("unlogged", held.reservation().expected());
          case Ending.Logged(LogEntry entry) -> actual(held, target, entry);
        });
  }

  /** Replaces what is held by what was spent. */
  void settle(Admission.Held held, Spend actual) {
    var reservation = held.reservation();
    var standings =
        held.inLedger() ? ledger.settle(reservation, actual) : ledger.charge(reservation, actual);
    standings.ifPresent(this::alert);
  }

  Spend counted(String how, Spend spend) {
    observer.settled(how);
    return spend;
  }

  Spend actual(Admission.Held held, Optional<Target> target, LogEntry entry) {
    return actual(held.memo(), target, held.reservation().expected(), entry);
  }

  private Spend actual(Memo memo, Optional<Target> target, Spend expected, LogEntry entry) {
    var settlement = Settlement.of(memo, entry, counter, learned);
    observer.settled(settlement.how());
    return settlement
        .usage()
        .map(usage ->
            usage.total() == 0 ? Spend.NOTHING : prices.spend(target, usage, memo.images()))
        .orElse(expected);
  }

  boolean settleElsewhere(LogEntry entry) {
    var reservation = ledger.held(entry.requestId());
    reservation.ifPresent(found -> {
      var actual =
          Memo.of(found.note())
              .map(memo ->
                  actual(memo, catalog.get().target(memo.target()), found.expected(), entry))
              .orElse(found.expected());
      ledger.settle(found, actual).ifPresent(this::alert);
    });
    return reservation.isPresent();
  }

  /**
   * Charges what nothing was held for: an answer from the cache, or one to a body that nobody could
   * count but the provider.
   */
  void endUnreserved(ChatExchange exchange, LogEntry entry) {
    boolean cached = entry.cacheStatus().equals(HIT);
    var target = target(exchange);
    Predicate<Budget> charged = budget -> !cached || budget.chargesCached();
    var accounts =
        covering(exchange, target).stream()
            .filter(covering -> charged.test(covering.budget()))
            .map(Covering::account)
            .toList();
    if (accounts.isEmpty()) {
      return;
    }
    ProviderAnswer.read(entry.contentType(), entry.body())
        .usage()
        .map(usage -> prices.spend(target, usage, 0))
        .ifPresent(spend -> {
          observer.settled(cached ? "cached" : "unreserved");
          var id = exchange.id().value();
          ledger.charge(new Reservation(id, accounts, spend, ""), spend).ifPresent(this::alert);
        });
  }

  private void alert(List<Standing> standings) {
    var budgets = quotas.get();
    for (var standing : standings) {
      budgets
          .budgetOf(standing.account().key())
          .ifPresent(budget -> alerts.spent(budget, standing));
    }
  }
}
