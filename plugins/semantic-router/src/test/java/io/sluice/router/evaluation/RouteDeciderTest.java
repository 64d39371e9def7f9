package io.sluice.router.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Decision;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import io.sluice.exchange.routing.DecisionLog;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.RoutingRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RouteDeciderTest {

  private static final Target SMALL = Golden.CATALOG.targets().getFirst();

  private static final ChatExchange EXCHANGE = Golden.labelled("a", "fast").exchange("r");

  private final LastDecision log = new LastDecision();

  @Test
  void theTargetIsWhereTheRequestWouldGo() {
    var decided =
        decided(exchange ->
            Action.rewrite(
                new Change.RouteTo(SMALL),
                new Change.Explain(Decision.of("ai-semantic-router", "intent"))));

    assertThat(decided.target()).contains(SMALL);
    assertThat(decided.reason()).isEqualTo("intent");
    assertThat(decided.hard()).isEmpty();
    assertThat(decided.firstAttempt()).isFalse();
  }

  @Test
  void scoresAreThoseOfTheKeptRecord() {
    var decided =
        decided(exchange ->
            Action.rewrite(
                new Change.RouteTo(SMALL),
                new Change.Keep(record(Map.of("hard", "0.375", "intent", "none", "n", "1e999"))),
                new Change.Keep(FirstAttempt.planned(SMALL))));

    assertThat(decided.hard()).hasValue(0.375);
    assertThat(decided.scores()).containsOnlyKeys("hard");
    assertThat(decided.reason()).isEqualTo("complexity");
    assertThat(decided.firstAttempt()).isTrue();
  }

  @Test
  void scoresAreThoseOfTheLogWhereNoRecordIsKept() {
    var decided =
        decided(exchange -> {
          log.add(record(Map.of("hard", "0.25")));
          return Action.rewrite(new Change.RouteTo(SMALL));
        });

    assertThat(decided.hard()).hasValue(0.25);
    assertThat(decided.reason()).isEqualTo("complexity");
  }

  @Test
  void anEarlierDecisionIsNotTakenForThisOne() {
    log.add(record(Map.of("hard", "0.25")));
    var other = Golden.labelled("b", "fast").exchange("r");

    assertThat(new RouteDecider(exchange -> Action.pass(), log).decide(other).hard()).isEmpty();
  }

  @Test
  void aStopIsARefusal() {
    var decided =
        decided(exchange ->
            new Action.Stop(
                403,
                Headers.none(),
                new byte[0],
                List.of(new Change.Explain(Decision.of("ai-semantic-router", "policy")))));

    assertThat(decided.target()).isEmpty();
    assertThat(decided.reason()).isEqualTo("policy");
  }

  @Test
  void whatIsLeftAloneGoesNowhere() {
    assertThat(decided(exchange -> Action.pass()))
        .isEqualTo(new Decided(Optional.empty(), "untouched", Map.of(), false));
  }

  @Test
  void whatFailsIsDecidedWithout() {
    var plugin =
        new RoutePlugin() {
          @Override
          public Action onRequest(ChatExchange exchange) {
            throw new DependencyException("model", "embed", new IllegalStateException("away"));
          }

          @Override
          public Action onFailure(ChatExchange exchange) {
            return Action.rewrite(
                new Change.RouteTo(SMALL), new Change.Explain(Decision.of("router", "failure")));
          }
        };

    assertThat(new RouteDecider(plugin, DecisionLog.none()).decide(EXCHANGE))
        .isEqualTo(new Decided(Optional.of(SMALL), "failure", Map.of(), false));
  }

  private static RoutingRecord record(Map<String, String> details) {
    return new RoutingRecord(
        new RequestId("a"),
        Instant.EPOCH,
        new Subject("", "", "r"),
        "1",
        "complexity",
        details,
        List.of(),
        Optional.of("small"),
        Optional.empty());
  }

  private Decided decided(Function<ChatExchange, Action> plugin) {
    return new RouteDecider(plugin::apply, log).decide(EXCHANGE);
  }
}
