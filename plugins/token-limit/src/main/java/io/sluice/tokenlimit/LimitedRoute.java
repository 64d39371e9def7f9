package io.sluice.tokenlimit;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Form;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Spend;
import io.sluice.tokenlimit.quota.Budget;
import io.sluice.tokenlimit.quota.Covering;
import io.sluice.tokenlimit.quota.OnExceed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One route's limits. */
final class LimitedRoute implements RoutePlugin {

  /** What an account has room for that is not used up. */
  private static final Spend LEAST = new Spend(1, 1, 1);

  private final TokenLimitConfig config;
  private final Accounting accounting;
  private final FirstAttempts attempts;

  LimitedRoute(TokenLimitConfig config, Accounting accounting) {
    this.config = config;
    this.accounting = accounting;
    this.attempts = new FirstAttempts(accounting);
  }

  /** Turns away at once who has nothing left, before anything is computed. */
  @Override
  public Action onRequest(ChatExchange exchange) {
    if (isUnreadable(exchange)) {
      return Refusal.unreadable();
    }
    var covering = accounting.covering(exchange, Optional.empty());
    if (!isCounted(exchange) || covering.isEmpty()) {
      return Action.pass();
    }
    var accounts = covering.stream().map(Covering::account).toList();
    return switch (accounting.ledger().probe(accounts, LEAST)) {
      case Outcome.Granted ignored -> Action.pass();
      case Outcome.Refused refused -> {
        var budget = Accounting.budgetOf(covering, refused);
        alert(budget, refused, 0);
        yield refuse(budget, refused, 0);
      }
    };
  }

  @Override
  public Action onFailure(ChatExchange exchange) {
    return config.onError() == OnError.CLOSED && isCounted(exchange)
        ? Refusal.ledgerAway()
        : Action.pass();
  }

  /** Holds what the request is expected to use, at its target or a cheaper one. */
  @Override
  public Action beforeUpstream(ChatExchange exchange) {
    return admit(exchange, Holder.LEDGER);
  }

  @Override
  public Action beforeUpstreamFailed(ChatExchange exchange) {
    return switch (config.onError()) {
      case LOCAL -> admit(exchange, Holder.SHARE);
      case OPEN -> admit(exchange, Holder.NOBODY);
      case CLOSED -> onFailure(exchange);
    };
  }

  @Override
  public void onEnd(ChatExchange exchange, Ending ending) {
    attempts.end(exchange, ending);
    var held = exchange.kept(Admission.Held.class);
    if (FirstAttempts.answered(exchange)) {
      held.ifPresent(
          whole -> accounting.settle(whole, accounting.counted("attempt_answered", Spend.NOTHING)));
    } else if (held.isPresent()) {
      accounting.end(held.get(), accounting.target(exchange), ending);
    } else if (ending instanceof Ending.Logged(LogEntry entry)) {
      accounting.endUnreserved(exchange, entry);
    }
  }

  private Action admit(ChatExchange exchange, Holder holder) {
    if (!isCounted(exchange)) {
      return Action.pass();
    }
    var asked = exchange.request();
    var request = config.streamUsage() ? asked.withStreamUsage() : asked;
    return admit(
        exchange, request == asked ? List.of() : List.of(new Change.SetBody(request)), holder);
  }

  /**
   * @param changes that were decided on and are not yet in the exchange
   */
  private Action admit(ChatExchange before, List<Change> changes, Holder holder) {
    var exchange = before;
    for (var change : changes) {
      exchange = exchange.with(change);
    }
    var wanted = exchange;
    return switch (accounting.admit(exchange.id().value(), exchange, config, holder)) {
      case Admission.Uncovered() -> {
        var all = new ArrayList<>(changes);
        all.addAll(attempts.admit(wanted, isMoved(changes), config, holder));
        yield rewrite(all);
      }
      case Admission.Unpriced(Budget budget) -> Refusal.unpriced(budget);
      case Admission.Admitted(var held, var standings) -> {
        var all = new ArrayList<>(changes);
        RateLimitHeaders.ofTightest(standings)
            .forEach(h -> all.add(new Change.AddResponseHeader(h.name(), h.value())));
        all.add(new Change.Keep(held));
        all.addAll(attempts.admit(wanted, isMoved(changes), config, holder));
        yield rewrite(all);
      }
      case Admission.Full(Budget budget, var refused, long needed) -> {
        alert(budget, refused, needed);
        yield cheaper(wanted, budget)
            .map(more -> {
              var all = new ArrayList<>(changes);
              all.addAll(more);
              return admit(before, all, holder);
            })
            .orElseGet(() -> refuse(budget, refused, needed));
      }
    };
  }

  private static boolean isMoved(List<Change> changes) {
    return changes.stream().anyMatch(Change.RouteTo.class::isInstance);
  }

  /** Returns what sends a request to the next cheaper tier, if the full budget asks for that. */
  private Optional<List<Change>> cheaper(ChatExchange exchange, Budget budget) {
    if (budget.onExceed() != OnExceed.DEGRADE) {
      return Optional.empty();
    }
    var cheaper =
        accounting.target(exchange).flatMap(target -> accounting.nextCheaper(exchange, target));
    return cheaper.map(target -> {
      accounting.observer().degraded(budget.name());
      return List.of(
          new Change.RouteTo(target),
          new Change.Explain(
              Decision.of(TokenLimit.NAME, "degraded")
                  .with("budget", budget.name())
                  .with("tier", target.tier())));
    });
  }

  private Action refuse(Budget budget, Outcome.Refused refused, long needed) {
    accounting.observer().refused(budget.name());
    return Refusal.exceeded(budget, refused, needed);
  }

  private void alert(Budget budget, Outcome.Refused refused, long needed) {
    if (!Refusal.isHopeless(budget, needed)) {
      accounting.alerts().refused(budget, refused.full());
    }
  }

  private static Action rewrite(List<Change> changes) {
    return changes.isEmpty() ? Action.pass() : new Action.Rewrite(changes);
  }

  /**
   * What is no JSON object (a form, a file) is passed on, and charged by what the provider says.
   */
  private static boolean isCounted(ChatExchange exchange) {
    return exchange.request().form() == Form.JSON_OBJECT;
  }

  private static boolean isUnreadable(ChatExchange exchange) {
    var form = exchange.request().form();
    boolean encoded =
        exchange
            .headers()
            .first("Content-Encoding")
            .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
            .isPresent();
    return form == Form.UNREADABLE || (encoded && form != Form.EMPTY);
  }
}
