package io.sluice.tokenlimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Usage;
import io.sluice.exchange.routing.Eligible;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.FirstAttempt.Stage;
import io.sluice.tokenlimit.quota.Party;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is held and charged where a cheaper target is asked first. */
class FirstAttemptsTest {

  /** In micro-dollars a token: small costs 1 and 2, large 10 and 100. */
  private static final String MONEY =
      "- {name: money, unit: usd, limit: 0.01, window: {sliding: 64s}}";

  private static final String TIERS =
      """
      - {name: fast, covers: {tier: fast}, unit: total_tokens, limit: 20, window: {sliding: 64s}}
      - {name: smart, covers: {tier: smart}, unit: total_tokens, limit: 100, window: {sliding: 64s}}
      """;

  private static final Party SMALL = new Party(Fixture.ALICE, "fast", "small");

  private static final Catalog FOUR =
      Catalog.parse(
          """
          tiers: [fast, middle, smart]
          targets:
            - {name: small, tier: fast, model: a, price: {input: 1, output: 2}}
            - {name: middle-1, tier: middle, model: b, price: {input: 1, output: 2}}
            - {name: middle-2, tier: middle, model: c, price: {input: 1, output: 2}}
            - {name: large, tier: smart, model: d, price: {input: 10, output: 100}}
          """);

  private final Fixture fixture = new Fixture();

  /** A question of 5 tokens with at most 10 in the answer, which small may answer first. */
  private ChatExchange planned() {
    return fixture
        .ask(5, "\"max_tokens\":10")
        .with(new Change.RouteTo(Fixture.CATALOG.target("large").orElseThrow()))
        .with(new Change.Keep(FirstAttempt.planned(Fixture.CATALOG.target("small").orElseThrow())));
  }

  private static Stage stage(ChatExchange exchange) {
    return exchange.kept(FirstAttempt.class).orElseThrow().stage();
  }

  private static ChatExchange at(ChatExchange exchange, Stage stage, Optional<Usage> used) {
    var attempt = exchange.kept(FirstAttempt.class).orElseThrow();
    return exchange.with(new Change.Keep(attempt.at(stage, used)));
  }

  private static Optional<Usage> used(long prompt, long completion) {
    return Optional.of(new Usage(prompt, 0, completion));
  }

  @Test
  void theAttemptIsHeldBesideTheExchange() {
    var route = fixture.budgets(MONEY).route();

    var exchange = Fixture.admit(route, planned());

    assertThat(stage(exchange)).isEqualTo(Stage.PLANNED);
    assertThat(fixture.standing("money").reserved()).isEqualTo(5 * 10 + 10 * 100 + 5 + 10 * 2);
  }

  @Test
  void eachIsHeldAgainstTheBudgetsOfItsTier() {
    var route = fixture.budgets(TIERS).route();

    Fixture.admit(route, planned());

    assertThat(fixture.standing("fast", SMALL).reserved()).isEqualTo(15);
    assertThat(fixture.standing("smart").reserved()).isEqualTo(15);
  }

  @Test
  void anAttemptOnlyIsHeldWhereOnlyItsTierHasABudget() {
    fixture.budgets(
        "- {name: fast, covers: {tier: fast}, unit: total_tokens, limit: 20,"
            + " window: {sliding: 64s}}");
    var route = fixture.route();

    var exchange = at(Fixture.admit(route, planned()), Stage.ANSWERED, used(5, 3));
    assertThat(fixture.standing("fast", SMALL).reserved()).isEqualTo(15);
    route.onEnd(exchange, Fixture.answered(5, 3));

    assertThat(fixture.standing("fast", SMALL).used()).isEqualTo(8);
    assertThat(fixture.standing("fast", SMALL).reserved()).isZero();
  }

  @Test
  void whereThereIsNoRoomForBothTheExchangeGoesOnWithoutTheAttempt() {
    var route = fixture.budgets(TIERS).route();
    Fixture.admit(route, planned());

    var second = Fixture.admit(route, planned());

    assertThat(stage(second)).isEqualTo(Stage.DROPPED);
    assertThat(fixture.standing("fast", SMALL).reserved()).isEqualTo(15);
    assertThat(fixture.standing("smart").reserved()).isEqualTo(30);
    assertThat(fixture.heard.said).contains("dropped fast");
    assertThat(fixture.alerts).isEmpty();
  }

  @Test
  void anExchangeThatIsRefusedHoldsNothingForItsAttempt() {
    fixture.budgets(
        """
        - {name: all, unit: total_tokens, limit: 100, window: {sliding: 64s}}
        - {name: smart, covers: {tier: smart}, unit: total_tokens, limit: 10, window: {sliding: 64s}}
        """);

    assertThat(Fixture.isAdmitted(fixture.route(), planned())).isFalse();

    assertThat(fixture.standing("all").reserved()).isZero();
  }

  @Test
  void anExchangeThatWasMovedToTheAttemptsTierNeedsNone() {
    fixture.budgets(
        """
        - {name: all, unit: total_tokens, limit: 100, window: {sliding: 64s}}
        - {name: smart, covers: {tier: smart}, unit: total_tokens, limit: 10,
           window: {sliding: 64s}, on_exceed: degrade}
        """);

    var exchange = Fixture.admit(fixture.route(), planned());

    assertThat(exchange.target().orElseThrow().name()).isEqualTo("small");
    assertThat(stage(exchange)).isEqualTo(Stage.DROPPED);
    assertThat(fixture.standing("all").reserved()).isEqualTo(15);
  }

  @Test
  void anAttemptThatAnsweredIsChargedAndNothingElse() {
    var route = fixture.budgets(MONEY).route();
    var exchange = at(Fixture.admit(route, planned()), Stage.ANSWERED, used(5, 3));

    route.onEnd(exchange, Fixture.answered(5, 3));
    route.onEnd(exchange, Fixture.answered(5, 3));

    assertThat(fixture.standing("money").used()).isEqualTo(5 + 3 * 2);
    assertThat(fixture.standing("money").reserved()).isZero();
  }

  @Test
  void anAttemptThatAnsweredWithoutAWordOfItsUsageIsChargedByWhatWasLogged() {
    var route = fixture.budgets(MONEY).route();
    var exchange = at(Fixture.admit(route, planned()), Stage.ANSWERED, Optional.empty());

    route.onEnd(exchange, Fixture.answered(6, 4));

    assertThat(fixture.standing("money").used()).isEqualTo(6 + 4 * 2);
  }

  @Test
  void anAttemptThatWasNotEnoughIsChargedBesideTheAnswer() {
    var route = fixture.budgets(MONEY).route();
    var exchange = at(Fixture.admit(route, planned()), Stage.ESCALATED, used(5, 3));

    route.onEnd(exchange, Fixture.answered(5, 7));

    assertThat(fixture.standing("money").used()).isEqualTo(5 + 3 * 2 + 5 * 10 + 7 * 100);
    assertThat(fixture.standing("money").reserved()).isZero();
  }

  @Test
  void anAttemptOfWhichNobodyKnowsWhatItUsedIsChargedAsItWasReserved() {
    var route = fixture.budgets(MONEY).route();
    var exchange = at(Fixture.admit(route, planned()), Stage.ESCALATED, Optional.empty());

    route.onEnd(exchange, Fixture.answered(5, 7));

    assertThat(fixture.standing("money").used()).isEqualTo(5 + 10 * 2 + 5 * 10 + 7 * 100);
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANNED", "DROPPED"})
  void anAttemptThatWasNotMadeCostsNothing(Stage stage) {
    var route = fixture.budgets(MONEY).route();
    var exchange = at(Fixture.admit(route, planned()), stage, Optional.empty());

    route.onEnd(exchange, Fixture.answered(5, 7));

    assertThat(fixture.standing("money").used()).isEqualTo(5 * 10 + 7 * 100);
    assertThat(fixture.standing("money").reserved()).isZero();
  }

  @Test
  void anAttemptThatWasMadeIsChargedThoughTheExchangeNeverLeft() {
    var route = fixture.budgets(MONEY).route();

    route.onEnd(
        at(Fixture.admit(route, planned()), Stage.ESCALATED, used(5, 3)), new Ending.Unsent());
    assertThat(fixture.standing("money").used()).isEqualTo(11);
    route.onEnd(
        at(Fixture.admit(route, planned()), Stage.ANSWERED, Optional.empty()), new Ending.Unsent());

    assertThat(fixture.standing("money").used()).isEqualTo(11 + 25);
    assertThat(fixture.standing("money").reserved()).isZero();
  }

  @Test
  void anAnswerThatNobodyLoggedIsChargedOnce() {
    var route = fixture.budgets(MONEY).route();

    route.onEnd(
        at(Fixture.admit(route, planned()), Stage.ANSWERED, used(5, 3)), new Ending.Unlogged());

    assertThat(fixture.standing("money").used()).isEqualTo(11);
  }

  @Test
  void whatAnotherProcessBeganStaysChargedAsItWasReservedForTheAttempt() {
    var route = fixture.budgets(MONEY).route();
    var exchange = Fixture.admit(route, planned());

    var settled =
        fixture
            .plugin()
            .settleElsewhere(
                Fixture.entry(
                    exchange.id().value(),
                    200,
                    "application/json",
                    """
                    {"object":"chat.completion","choices":[],
                     "usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}
                    """,
                    true,
                    10));
    fixture.clock.advance(Duration.ofSeconds(1));

    assertThat(settled).isTrue();
    assertThat(fixture.standing("money").used()).isEqualTo(5 * 10 + 7 * 100);
    assertThat(fixture.standing("money").reserved()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "open"})
  void whileTheLedgerIsAwayAttemptsAreChargedWhenItIsBack(String onError) {
    var route = fixture.budgets(MONEY).route("{\"on_error\":\"%s\"}".formatted(onError));
    fixture.ledger.leave();
    var exchange = planned();
    exchange = Fixture.after(exchange, route.beforeUpstreamFailed(exchange));

    route.onEnd(at(exchange, Stage.ESCALATED, used(5, 3)), Fixture.answered(5, 7));
    fixture.ledger.comeBack();
    fixture.clock.advance(Duration.ofSeconds(2));
    fixture.shared.deliver();

    assertThat(fixture.standing("money").used()).isEqualTo(5 + 3 * 2 + 5 * 10 + 7 * 100);
    assertThat(fixture.standing("money").reserved()).isZero();
  }

  @Test
  void theRunnersShareIsNotOvershotByAttempts() {
    var route =
        fixture
            .budgets("- {name: team, unit: total_tokens, limit: 100, window: {sliding: 64s}}")
            .route("{\"local_share\": 0.5}");
    fixture.ledger.leave();

    int made = 0;
    int admitted = 0;
    while (true) {
      var exchange = planned();
      var action = route.beforeUpstreamFailed(exchange);
      if (action instanceof Action.Stop) {
        break;
      }
      admitted++;
      made += stage(Fixture.after(exchange, action)) == Stage.PLANNED ? 1 : 0;
    }

    // 15 tokens each, of 50.
    assertThat(admitted + made).isEqualTo(3);
  }

  @Test
  void aLedgerThatGoesAwayInBetweenKeepsTheExchangeAndDropsTheAttempt() {
    var route = fixture.budgets(MONEY).route();
    var exchange = planned();
    route.onRequest(exchange);
    fixture.ledger.leaveAfter(1);

    var admitted = Fixture.after(exchange, route.beforeUpstream(exchange));

    assertThat(stage(admitted)).isEqualTo(Stage.DROPPED);
    assertThat(admitted.kept(Admission.Held.class)).isPresent();
  }

  @Test
  void aFullBudgetMovesARequestOnlyToWhereItMayGo() {
    fixture.catalog = FOUR;
    fixture.plugin = fixture.plugin();
    fixture.budgets(
        "- {name: top, covers: {tier: smart}, unit: total_tokens, limit: 0,"
            + " window: {sliding: 64s}, on_exceed: degrade}");
    var asked = fixture.ask(5).with(new Change.RouteTo(FOUR.target("large").orElseThrow()));

    assertThat(target(Fixture.admit(fixture.route(), asked))).isEqualTo("middle-1");
    assertThat(target(Fixture.admit(fixture.route(), eligible(asked, "large", "middle-2"))))
        .isEqualTo("middle-2");
    assertThat(target(Fixture.admit(fixture.route(), eligible(asked, "large", "small"))))
        .isEqualTo("small");
    assertThat(Fixture.isAdmitted(fixture.route(), eligible(asked, "large"))).isFalse();
  }

  private static String target(ChatExchange exchange) {
    return exchange.target().orElseThrow().name();
  }

  private static ChatExchange eligible(ChatExchange exchange, String... targets) {
    return exchange.with(new Change.Keep(new Eligible(Set.of(targets))));
  }

  @Test
  void whateverComesOfAttemptsNoBudgetIsOvershotAndNothingStaysHeld() {
    fixture.budgets("- {name: team, unit: total_tokens, limit: 2000, window: {calendar: day}}");
    var route = fixture.route();
    var random = new Random(3);
    long charged = 0;
    while (true) {
      var exchange = planned();
      var action = route.beforeUpstream(exchange);
      if (action instanceof Action.Stop) {
        break;
      }
      exchange = Fixture.after(exchange, action);
      var standing = fixture.standing("team");
      assertThat(standing.reserved() + standing.used()).isLessThanOrEqualTo(2000);
      var stage = stage(exchange);
      long first = random.nextLong(1, 6);
      long second = random.nextLong(1, 6);
      if (stage == Stage.PLANNED) {
        stage = List.of(Stage.values()).get(random.nextInt(4));
        exchange = at(exchange, stage, used(5, first));
      }
      route.onEnd(exchange, Fixture.answered(5, second));
      charged +=
          switch (stage) {
            case ANSWERED -> 5 + first;
            case ESCALATED -> 10 + first + second;
            case PLANNED, DROPPED -> 5 + second;
          };
    }

    assertThat(fixture.standing("team").used()).isEqualTo(charged).isLessThanOrEqualTo(2000);
    assertThat(fixture.standing("team").reserved()).isZero();
  }
}
