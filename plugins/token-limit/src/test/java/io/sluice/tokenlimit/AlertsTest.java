package io.sluice.tokenlimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each alert is raised once. */
class AlertsTest {

  private static final String DAY =
      "- {name: team, unit: total_tokens, limit: 100, window: {calendar: day}, alerts: [50, 80,"
          + " 100]}";

  private final Fixture fixture = new Fixture();

  private void spend(long tokens) {
    var route = fixture.route();
    var exchange = Fixture.admit(route, fixture.ask(1, "\"max_tokens\":0"));
    route.onEnd(exchange, Fixture.answered(0, tokens));
  }

  @Test
  void anAlertIsRaisedWhenItsPercentageIsReachedAndNotBefore() {
    fixture.budgets(DAY);

    spend(49);
    assertThat(fixture.alerts).isEmpty();
    spend(1);
    assertThat(fixture.alerts).extracting(BudgetAlert::percent).containsExactly(50);
    spend(40);
    assertThat(fixture.alerts).extracting(BudgetAlert::percent).containsExactly(50, 80);
    assertThat(fixture.alerts.getLast().standing().used()).isEqualTo(90);
    assertThat(fixture.alerts.getLast().account()).isEqualTo("team/total_tokens/day@UTC");
  }

  @Test
  void itIsRaisedOnceInAWindowAndAgainInTheNext() {
    fixture.budgets(DAY);

    spend(60);
    spend(1);
    assertThat(fixture.alerts).hasSize(1);

    fixture.clock.advance(Duration.ofDays(1));
    spend(60);
    assertThat(fixture.alerts).hasSize(2);
  }

  @Test
  void aRefusalCountsAsUsedUp() {
    fixture.budgets(DAY);
    spend(40);

    Fixture.isAdmitted(fixture.route(), fixture.ask(61, "\"max_tokens\":0"));
    Fixture.isAdmitted(fixture.route(), fixture.ask(61, "\"max_tokens\":0"));

    assertThat(fixture.alerts).extracting(BudgetAlert::percent).containsExactly(100);
  }

  @Test
  void aBudgetThatSendsRequestsToACheaperTierCountsAsUsedUp() {
    fixture.budgets(
        """
        - {name: smart-day, covers: {tier: smart}, unit: total_tokens, limit: 100,
           window: {calendar: day}, on_exceed: degrade}
        """);
    spend(40);

    assertThat(Fixture.isAdmitted(fixture.route(), fixture.ask(61, "\"max_tokens\":0"))).isTrue();

    assertThat(fixture.alerts).extracting(BudgetAlert::percent).containsExactly(100);
  }

  @Test
  void aRequestLargerThanTheWholeBudgetRaisesNone() {
    fixture.budgets(DAY);

    Fixture.isAdmitted(fixture.route(), fixture.ask(101, "\"max_tokens\":0"));

    assertThat(fixture.alerts).isEmpty();
  }

  @Test
  void anotherRunnerDoesNotRaiseItAgain() {
    fixture.budgets(DAY);
    spend(60);

    fixture.plugin = fixture.plugin();
    spend(1);

    assertThat(fixture.alerts).hasSize(1);
  }

  @Test
  void aSlidingWindowRaisesItOnceInItsLength() {
    fixture.budgets(
        "- {name: team, unit: total_tokens, limit: 100, window: {sliding: 64s}, alerts: [50]}");
    spend(60);
    fixture.clock.advance(Duration.ofSeconds(30));
    spend(1);
    assertThat(fixture.alerts).hasSize(1);

    fixture.clock.advance(Duration.ofSeconds(40));
    spend(60);
    assertThat(fixture.alerts).hasSize(2);
  }

  @Test
  void whileTheLedgerIsAwayAnAlertIsPutOff() {
    fixture.budgets(DAY);
    spend(60);
    fixture.alerts.clear();
    var route = fixture.route();
    var exchange = Fixture.admit(route, fixture.ask(1, "\"max_tokens\":0"));
    route.onEnd(exchange, Fixture.answered(0, 10));
    fixture.ledger.leave();
    Fixture.after(exchange, route.beforeUpstreamFailed(fixture.ask(90, "\"max_tokens\":0")));
    assertThat(fixture.alerts).isEmpty();

    fixture.ledger.comeBack();
    fixture.clock.advance(Duration.ofSeconds(2));
    Fixture.isAdmitted(route, fixture.ask(90, "\"max_tokens\":0"));

    assertThat(fixture.alerts).extracting(BudgetAlert::percent).containsExactly(100);
  }

  @Test
  void aBudgetWithoutAlertsRaisesNone() {
    fixture.budgets(
        "- {name: team, unit: total_tokens, limit: 100, window: {calendar: day}, alerts: []}");

    spend(100);
    Fixture.isAdmitted(fixture.route(), fixture.ask(9));

    assertThat(fixture.alerts).isEmpty();
  }

  @Test
  void whatAnExchangeOfAnotherProcessSpentRaisesAlertsToo() {
    fixture.budgets(DAY);
    var held = Fixture.admit(fixture.route(), fixture.ask(1, "\"max_tokens\":10"));
    fixture.plugin = fixture.plugin();

    var body = ((Ending.Logged) Fixture.answered(1, 59)).entry().body();
    var entry = Fixture.entry(held.id().value(), 200, "application/json", body, true, 9);

    assertThat(fixture.plugin.settleElsewhere(entry)).isTrue();
    assertThat(fixture.plugin.settleElsewhere(entry)).isFalse();
    assertThat(fixture.standing("team").used()).isEqualTo(60);
    assertThat(fixture.alerts).extracting(BudgetAlert::percent).containsExactly(50);
  }
}
