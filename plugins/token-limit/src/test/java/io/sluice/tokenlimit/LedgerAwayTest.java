package io.sluice.tokenlimit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Action;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.RoutePlugin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens while the ledger is away, and when it is back. */
class LedgerAwayTest {

  private static final String HUNDRED =
      "- {name: team, unit: total_tokens, limit: 100, window: {sliding: 64s}}";

  private final Fixture fixture = new Fixture().budgets(HUNDRED);

  /** Takes an exchange through the request phase as the chain does. */
  private static Action call(RoutePlugin route, ChatExchange exchange) {
    Action action;
    try {
      action = route.onRequest(exchange);
    } catch (DependencyException e) {
      action = route.onFailure(exchange);
    }
    if (action instanceof Action.Stop) {
      return action;
    }
    try {
      return route.beforeUpstream(exchange);
    } catch (DependencyException e) {
      return route.beforeUpstreamFailed(exchange);
    }
  }

  private ChatExchange admitted(RoutePlugin route, int words) {
    var exchange = fixture.ask(words, "\"max_tokens\":10");
    return Fixture.after(exchange, call(route, exchange));
  }

  private boolean isAdmitted(RoutePlugin route) {
    return !(call(route, fixture.ask(5, "\"max_tokens\":10")) instanceof Action.Stop);
  }

  @Test
  void closedRefusesWithA503() {
    fixture.ledger.leave();

    var answer = call(fixture.route("{\"on_error\":\"closed\"}"), fixture.ask(5));

    assertThat(((Action.Stop) answer).status()).isEqualTo(503);
    assertThat(new String(((Action.Stop) answer).body(), UTF_8)).contains("budgets_unavailable");
  }

  @Test
  void openLetsPassAndChargesWhenTheLedgerIsBack() {
    var route = fixture.route("{\"on_error\":\"open\"}");
    fixture.ledger.leave();
    var passed = admitted(route, 5);
    for (int i = 0; i < 50; i++) {
      assertThat(isAdmitted(route)).isTrue();
    }
    route.onEnd(passed, Fixture.answered(5, 7));

    comeBack();

    assertThat(fixture.standing("team").used()).isEqualTo(12);
    assertThat(fixture.shared.waiting()).isZero();
  }

  @Test
  void localAdmitsTheRunnersShareAndNoMore() {
    var route = fixture.route("{\"local_share\":0.5}");
    fixture.ledger.leave();

    int admitted = 0;
    while (isAdmitted(route)) {
      admitted++;
    }

    assertThat(admitted).isEqualTo(50 / 15);
  }

  @Test
  void localSharesOnlyWhatWasLeftWhenTheLedgerWasLastSeen() {
    var route = fixture.route("{\"local_share\":0.5}");
    route.onEnd(admitted(route, 5), Fixture.answered(5, 35));
    fixture.ledger.leave();

    int admitted = 0;
    while (isAdmitted(route)) {
      admitted++;
    }
    assertThat(admitted).isEqualTo(30 / 15);

    fixture.clock.advance(Duration.ofSeconds(65));
    admitted = 0;
    while (isAdmitted(route)) {
      admitted++;
    }
    assertThat(admitted).as("what was seen counts no more").isEqualTo(50 / 15);
  }

  @Test
  void whatWasSpentLocallyIsChargedWhenTheLedgerIsBackOnce() {
    var route = fixture.route();
    fixture.ledger.leave();
    var passed = admitted(route, 5);
    route.onEnd(passed, Fixture.answered(5, 7));
    assertThat(fixture.shared.waiting()).isEqualTo(1);

    comeBack();
    fixture.shared.deliver();
    route.onEnd(passed, Fixture.answered(5, 7));

    assertThat(fixture.standing("team").used()).isEqualTo(12);
  }

  @Test
  void whatWasReservedBeforeTheLedgerWentIsSettledWhenItIsBack() {
    var route = fixture.route();
    var passed = admitted(route, 5);
    fixture.ledger.leave();
    route.onEnd(passed, Fixture.answered(5, 7));
    assertThat(fixture.shared.waiting()).isEqualTo(1);

    comeBack();

    assertThat(fixture.standing("team").used()).isEqualTo(12);
    assertThat(fixture.standing("team").reserved()).isZero();
  }

  @Test
  void aReservationWhoseAnswerWasLostIsNotChargedTwice() {
    var route = fixture.route();
    var exchange = fixture.ask(5, "\"max_tokens\":10");
    fixture.ledger.mute();
    assertThatThrownBy(() -> route.beforeUpstream(exchange))
        .isInstanceOf(DependencyException.class);
    var passed = Fixture.after(exchange, route.beforeUpstreamFailed(exchange));
    fixture.ledger.comeBack();
    assertThat(fixture.standing("team").reserved()).isEqualTo(15);

    fixture.clock.advance(Duration.ofSeconds(2));
    route.onEnd(passed, Fixture.answered(5, 7));

    assertThat(fixture.standing("team").used()).isEqualTo(12);
    assertThat(fixture.standing("team").reserved()).isZero();
  }

  @Test
  void aReservationWhoseAnswerWasLostIsGivenBackWhenTheRequestWasRefused() {
    var route = fixture.route("{\"on_error\":\"closed\"}");
    var exchange = fixture.ask(5, "\"max_tokens\":10");
    fixture.ledger.mute();
    assertThatThrownBy(() -> route.beforeUpstream(exchange))
        .isInstanceOf(DependencyException.class);
    assertThat(route.beforeUpstreamFailed(exchange)).isInstanceOf(Action.Stop.class);

    comeBack();

    assertThat(fixture.standing("team").used()).isZero();
    assertThat(fixture.standing("team").reserved()).isZero();
  }

  @Test
  void aReservationWhoseAnswerWasLostIsChargedOnceAlsoWhenItWasGivenBackBefore() {
    var route = fixture.route("{\"on_error\":\"open\"}");
    var exchange = fixture.ask(5, "\"max_tokens\":10");
    fixture.ledger.mute();
    assertThatThrownBy(() -> route.beforeUpstream(exchange))
        .isInstanceOf(DependencyException.class);
    var passed = Fixture.after(exchange, route.beforeUpstreamFailed(exchange));
    comeBack();

    route.onEnd(passed, Fixture.answered(5, 7));

    assertThat(fixture.standing("team").used()).isEqualTo(12);
    assertThat(fixture.standing("team").reserved()).isZero();
  }

  @Test
  void aSettlementWhoseAnswerWasLostIsNotChargedTwice() {
    var route = fixture.route();
    var passed = admitted(route, 5);
    fixture.ledger.mute();
    route.onEnd(passed, Fixture.answered(5, 7));

    comeBack();

    assertThat(fixture.standing("team").used()).isEqualTo(12);
    assertThat(fixture.shared.waiting()).isZero();
  }

  @Test
  void aLedgerThatJustFailedIsNotAskedAgainForASecond() {
    var route = fixture.route();
    fixture.ledger.leave();
    isAdmitted(route);
    int calls = fixture.ledger.calls();

    for (int i = 0; i < 20; i++) {
      call(route, fixture.ask(1, "\"max_tokens\":1"));
    }

    assertThat(fixture.ledger.calls()).isEqualTo(calls);

    fixture.clock.advance(Duration.ofSeconds(1));
    call(route, fixture.ask(1, "\"max_tokens\":1"));
    assertThat(fixture.ledger.calls()).isEqualTo(calls + 1);
  }

  @Test
  void anExchangeOfAnotherProcessCannotBeEndedMeanwhile() {
    fixture.ledger.leave();
    var entry = Fixture.entry("x", 200, "", "", true, 0);

    assertThatThrownBy(() -> fixture.plugin.settleElsewhere(entry))
        .isInstanceOf(DependencyException.class);
  }

  private void comeBack() {
    fixture.ledger.comeBack();
    fixture.clock.advance(Duration.ofSeconds(2));
    fixture.shared.deliver();
  }
}
