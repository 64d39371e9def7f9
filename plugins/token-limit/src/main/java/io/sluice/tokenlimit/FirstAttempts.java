package io.sluice.tokenlimit;

import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.FirstAttempt.Stage;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is held and charged where an exchange may be answered by a cheaper target first, beside what
 * the exchange itself holds. Thread-safe.
 */
record FirstAttempts(Accounting accounting) {

  private static final Logger logger = LoggerFactory.getLogger(FirstAttempts.class);

  private static final String SUFFIX = "/first";

  /** What an attempt holds, kept with the exchange until it ends. */
  record Held(Admission.Held held) {}

  /**
   * Holds what an attempt is expected to use, for an exchange that is let through; where there is
   * no room, no attempt is made.
   *
   * @param moved whether a full budget sent the exchange to a cheaper tier
   * @return what to keep with the exchange
   */
  List<Change> admit(ChatExchange exchange, boolean moved, TokenLimitConfig config, Holder holder) {
    return exchange
        .kept(FirstAttempt.class)
        .filter(attempt -> attempt.stage() == Stage.PLANNED)
        .map(attempt ->
            moved && !isCheaper(exchange, attempt)
                ? drop(attempt)
                : admit(exchange, attempt, config, holder))
        .orElse(List.of());
  }

  private List<Change> admit(
      ChatExchange exchange, FirstAttempt attempt, TokenLimitConfig config, Holder holder) {
    Admission admission;
    try {
      admission =
          accounting.admit(
              exchange.id().value() + SUFFIX,
              exchange
                  .with(new Change.SetBody(exchange.request().withChoices(attempt.samples())))
                  .with(new Change.RouteTo(attempt.target())),
              config,
              holder);
    } catch (DependencyException e) {
      // The exchange itself is held already, and goes on.
      logger.atWarn().setCause(e).log("an answer by a cheaper target is not attempted");
      return drop(attempt);
    }
    return switch (admission) {
      case Admission.Uncovered() -> List.of();
      case Admission.Admitted(var held, var standings) -> List.of(new Change.Keep(new Held(held)));
      case Admission.Unpriced(var budget) -> refused(attempt, budget.name());
      case Admission.Full(var budget, var refused, var needed) -> refused(attempt, budget.name());
    };
  }

  private boolean isCheaper(ChatExchange exchange, FirstAttempt attempt) {
    var target = accounting.target(exchange);
    return target.isEmpty()
        || accounting
            .catalog()
            .get()
            .cheaperThan(target.get().tier())
            .contains(attempt.target().tier());
  }

  private List<Change> refused(FirstAttempt attempt, String budget) {
    accounting.observer().attemptDropped(budget);
    return drop(attempt);
  }

  private static List<Change> drop(FirstAttempt attempt) {
    return List.of(new Change.Keep(attempt.at(Stage.DROPPED)));
  }

  /** Returns whether the answer of the cheaper target was the exchange's. */
  static boolean answered(ChatExchange exchange) {
    return exchange
        .kept(FirstAttempt.class)
        .filter(attempt -> attempt.stage() == Stage.ANSWERED)
        .isPresent();
  }

  /** Ends what an attempt holds, if it holds anything. */
  void end(ChatExchange exchange, Ending ending) {
    exchange
        .kept(Held.class)
        .ifPresent(kept ->
            exchange
                .kept(FirstAttempt.class)
                .ifPresent(attempt ->
                    accounting.settle(kept.held(), spent(kept.held(), attempt, ending))));
  }

  private Spend spent(Admission.Held held, FirstAttempt attempt, Ending ending) {
    return switch (attempt.stage()) {
      case PLANNED, DROPPED -> accounting.counted("attempt_unmade", Spend.NOTHING);
      case ESCALATED -> used(held, attempt).orElseGet(() -> asReserved(held));
      case ANSWERED ->
          used(held, attempt)
              .orElseGet(() ->
                  ending instanceof Ending.Logged(LogEntry entry)
                      ? accounting.actual(held, Optional.of(attempt.target()), entry)
                      : asReserved(held));
    };
  }

  private Optional<Spend> used(Admission.Held held, FirstAttempt attempt) {
    return attempt
        .used()
        .map(usage ->
            accounting.counted(
                "attempt",
                accounting
                    .prices()
                    .spend(Optional.of(attempt.target()), usage, held.memo().images())));
  }

  private Spend asReserved(Admission.Held held) {
    return accounting.counted("attempt_as_reserved", held.reservation().expected());
  }
}
