package io.sluice.tokenlimit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Subject;
import io.sluice.tokenlimit.quota.Party;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let through, and what is held and charged. */
class LimitedRouteTest {

  private static final String HUNDRED =
      "- {name: team, per: [consumer], unit: total_tokens, limit: 100, window: {sliding: 64s}}";

  private final Fixture fixture = new Fixture();

  @Test
  void aRequestThatNoBudgetCoversPassesUntouched() {
    fixture.budgets(
        "- {name: bobs, covers: {consumer: bob}, unit: total_tokens, limit: 0,"
            + " window: {sliding: 60s}}");
    var route = fixture.route();
    var exchange = fixture.ask(5);

    assertThat(route.onRequest(exchange)).isEqualTo(Action.pass());
    assertThat(route.beforeUpstream(exchange)).isEqualTo(Action.pass());
    assertThat(fixture.ledger.calls()).isZero();
  }

  @Test
  void whatIsCountedAndWhatIsAllowedAreReserved() {
    var route = fixture.budgets(HUNDRED).route();

    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":30"));

    assertThat(fixture.standing("team").reserved()).isEqualTo(35);
    assertThat(fixture.standing("team").used()).isZero();
  }

  @Test
  void eachAnswerOfSeveralIsReserved() {
    var route = fixture.budgets(HUNDRED).route();

    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":30", "\"n\":3"));

    assertThat(fixture.standing("team").reserved()).isEqualTo(95);
  }

  @Test
  void withoutALimitTheDefaultIsReservedUntilAnswersHaveTaughtBetter() {
    var route = fixture.budgets(HUNDRED).route("{\"default_completion_tokens\": 40}");

    var first = Fixture.admit(route, fixture.ask(5));
    assertThat(fixture.standing("team").reserved()).isEqualTo(45);
    route.onEnd(first, Fixture.answered(5, 12));
    Fixture.admit(route, fixture.ask(5));

    assertThat(fixture.standing("team").reserved()).isEqualTo(17);
  }

  @Test
  void whatIsUsualIsReservedWhereTheRouteSaysSoAndNeverMoreThanIsAllowed() {
    var route = fixture.budgets(HUNDRED).route("{\"reserve\": \"usual\"}");
    route.onEnd(Fixture.admit(route, fixture.ask(5, "\"max_tokens\":50")), Fixture.answered(5, 12));

    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":50"));
    assertThat(fixture.standing("team").reserved()).isEqualTo(17);
    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":2"));
    assertThat(fixture.standing("team").reserved()).isEqualTo(24);
  }

  @Test
  void anEmbeddingHasNoCompletion() {
    var route = fixture.budgets(HUNDRED).route();

    Fixture.admit(
        route,
        fixture.body(
            Fixture.ALICE, "/v1/embeddings", "{\"model\":\"m\",\"input\":\"one two three\"}"));

    assertThat(fixture.standing("team").reserved()).isEqualTo(3);
  }

  @Test
  void theRealUsageTakesThePlaceOfTheReservationOnce() {
    var route = fixture.budgets(HUNDRED).route();
    var exchange = Fixture.admit(route, fixture.ask(5, "\"max_tokens\":30"));

    route.onEnd(exchange, Fixture.answered(6, 10));
    route.onEnd(exchange, Fixture.answered(6, 10));

    assertThat(fixture.standing("team").used()).isEqualTo(16);
    assertThat(fixture.standing("team").reserved()).isZero();
  }

  @Test
  void anExchangeThatNobodyLoggedIsChargedAsItWasReserved() {
    var route = fixture.budgets(HUNDRED).route();

    route.onEnd(Fixture.admit(route, fixture.ask(5, "\"max_tokens\":30")), new Ending.Unlogged());

    assertThat(fixture.standing("team").used()).isEqualTo(35);
  }

  @Test
  void aCallThatNeverLeftCostsNothing() {
    var route = fixture.budgets(HUNDRED).route();

    route.onEnd(Fixture.admit(route, fixture.ask(5, "\"max_tokens\":30")), new Ending.Unsent());

    assertThat(fixture.standing("team").used()).isZero();
    assertThat(fixture.standing("team").reserved()).isZero();
  }

  @Test
  void aRequestIsAdmittedByAllBudgetsOrHeldByNone() {
    fixture.budgets(
        """
        - {name: wide, unit: total_tokens, limit: 1000, window: {sliding: 60s}}
        - {name: narrow, unit: prompt_tokens, limit: 4, window: {sliding: 60s}}
        """);
    var route = fixture.route();

    assertThat(Fixture.isAdmitted(route, fixture.ask(5, "\"max_tokens\":1"))).isFalse();

    assertThat(fixture.standing("wide").reserved()).isZero();
    assertThat(fixture.heard.said).containsExactly("refused narrow");
  }

  @Test
  void eachConsumerHasAnAccountAndWhoIsNotNamedHasOneToo() {
    var route = fixture.budgets(HUNDRED).route();
    var nobody = new Subject("", "", "chat");

    assertThat(Fixture.isAdmitted(route, fixture.ask(5, "\"max_tokens\":95"))).isTrue();
    assertThat(Fixture.isAdmitted(route, fixture.ask(nobody, 5, "\"max_tokens\":95"))).isTrue();
    assertThat(Fixture.isAdmitted(route, fixture.ask(nobody, 5, "\"max_tokens\":5"))).isFalse();

    assertThat(fixture.account("team", new Party(nobody, "", "")).key())
        .endsWith("|consumer=(anonymous)");
  }

  @Test
  void whoHasNothingLeftIsTurnedAwayBeforeAnythingIsComputed() {
    var route = fixture.budgets(HUNDRED).route();
    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":95"));

    var answer = (Action.Stop) route.onRequest(fixture.ask(1));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers())
        .contains(
            new Header("Retry-After", "65"),
            new Header("x-ratelimit-limit-tokens", "100"),
            new Header("x-ratelimit-remaining-tokens", "0"),
            new Header("x-ratelimit-reset-tokens", "1m5s"));
    assertThat(answer.noted())
        .containsExactly(
            new Change.Explain(Decision.of("ai-token-limit", "exceeded").with("budget", "team")));
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo(
            """
            {"error":{"message":"Budget team has no room: it allows 100 tokens in its window and has\
             0 tokens left. Try again in 65 s.","type":"tokens","code":"rate_limit_exceeded",\
            "param":null}}\
            """);
  }

  @Test
  void whoHasTooLittleLeftIsToldHowMuchTheRequestNeeds() {
    var route = fixture.budgets(HUNDRED).route();
    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":75"));
    var exchange = fixture.ask(5, "\"max_tokens\":20");
    assertThat(route.onRequest(exchange)).isEqualTo(Action.pass());

    var answer = (Action.Stop) route.beforeUpstream(exchange);

    assertThat(new String(answer.body(), UTF_8))
        .contains("has 20 tokens left, this request is expected to need 25 tokens.");
    assertThat(answer.headers()).contains(new Header("x-ratelimit-remaining-tokens", "20"));
  }

  @Test
  void afterRetryAfterTheRequestIsAdmitted() {
    var route = fixture.budgets(HUNDRED).route();
    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":95"));
    assertThat(Fixture.isAdmitted(route, fixture.ask(5, "\"max_tokens\":95"))).isFalse();

    fixture.clock.advance(Duration.ofSeconds(65));

    assertThat(Fixture.isAdmitted(route, fixture.ask(5, "\"max_tokens\":95"))).isTrue();
  }

  @Test
  void anAdmittedRequestShowsTheTightestOfItsTokenBudgets() {
    fixture.budgets(
        """
        - {name: wide, unit: total_tokens, limit: 1000, window: {sliding: 64s}}
        - {name: narrow, unit: completion_tokens, limit: 40, window: {sliding: 64s}}
        - {name: money, unit: usd, limit: 1, window: {sliding: 64s}}
        """);

    var action = fixture.route().beforeUpstream(fixture.ask(5, "\"max_tokens\":30"));

    assertThat(Fixture.responseHeaders(action))
        .containsExactly(
            new Header("x-ratelimit-limit-tokens", "40"),
            new Header("x-ratelimit-remaining-tokens", "10"),
            new Header("x-ratelimit-reset-tokens", "1m5s"));
  }

  @Test
  void moneyIsCountedInMicroDollarsAtTheTargetsPrice() {
    fixture.budgets("- {name: money, unit: usd, limit: 0.01, window: {calendar: day}}");
    var route = fixture.route();
    var exchange = Fixture.admit(route, fixture.ask(5, "\"max_tokens\":30"));
    assertThat(fixture.standing("money").reserved()).isEqualTo(5 * 10 + 30 * 100);

    route.onEnd(
        exchange,
        Fixture.logged(
            """
            {"choices":[{"index":0,"finish_reason":"stop","message":{"content":"x"}}],
             "usage":{"prompt_tokens":100,"completion_tokens":2,"total_tokens":102,
                      "prompt_tokens_details":{"cached_tokens":60}}}
            """));

    assertThat(fixture.standing("money").used()).isEqualTo(40 * 10 + 60 + 2 * 100);
  }

  @Test
  void aRefusalInMoneyHasNoTokenHeaders() {
    fixture.budgets("- {name: money, unit: usd, limit: 0.005, window: {calendar: day}}");
    var route = fixture.route();
    Fixture.admit(route, fixture.ask(5, "\"max_tokens\":30"));

    var answer = (Action.Stop) route.beforeUpstream(fixture.ask(5, "\"max_tokens\":30"));

    assertThat(answer.headers().asList())
        .extracting(Header::name)
        .noneMatch(name -> name.startsWith("x-ratelimit"));
    assertThat(answer.headers()).contains(new Header("Retry-After", "50400"));
    assertThat(new String(answer.body(), UTF_8))
        .contains(
            "allows $0.005 in its window", "has $0.00195 left", "need $0.00305", "\"budget\"");
  }

  @Test
  void aRequestLargerThanTheWholeBudgetIsToldThatWaitingDoesNotHelp() {
    var route = fixture.budgets(HUNDRED).route();

    var answer = (Action.Stop) route.beforeUpstream(fixture.ask(5, "\"max_tokens\":96"));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers())
        .contains(new Header("x-should-retry", "false"), new Header("Retry-After", "1"));
    assertThat(new String(answer.body(), UTF_8)).contains("larger than the whole budget");
  }

  @Test
  void aModelWithoutAPriceIsRefusedByABudgetInMoneyAndByNoOther() {
    var exchange =
        fixture.body(Fixture.ALICE, "/v1/chat/completions", "{\"model\":\"new\",\"messages\":[]}");

    fixture.budgets("- {name: money, unit: usd, limit: 1, window: {calendar: day}}");
    var refused = (Action.Stop) fixture.route().beforeUpstream(exchange);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(new String(refused.body(), UTF_8)).contains("model_not_priced", "Budget money");

    fixture.budgets("- {name: tokens, unit: total_tokens, limit: 9000, window: {calendar: day}}");
    assertThat(Fixture.isAdmitted(fixture.route(), exchange)).isTrue();
  }

  @Test
  void whereTheCatalogAllowsItAModelWithoutAPriceCostsAsTheDearestAndIsTold() {
    fixture.catalog =
        new Catalog(
            Fixture.CATALOG.tiers(), Fixture.CATALOG.targets(), Catalog.Unpriced.ALLOW, Map.of());
    fixture.plugin = fixture.plugin();
    fixture.budgets("- {name: money, unit: usd, limit: 1, window: {calendar: day}}");

    Fixture.admit(
        fixture.route(),
        fixture.body(
            Fixture.ALICE,
            "/v1/chat/completions",
            "{\"model\":\"new\",\"max_tokens\":3,\"messages\":[{\"role\":\"user\",\"content\":\"a"
                + " b\"}]}"));

    assertThat(fixture.standing("money").reserved()).isEqualTo(2 * 10 + 3 * 100);
    assertThat(fixture.heard.said).contains("unpriced ");
  }

  @Test
  void aFullBudgetMaySendARequestToACheaperTier() {
    fixture.budgets(
        """
        - {name: smart-day, covers: {tier: smart}, unit: total_tokens, limit: 10,
           window: {calendar: day}, on_exceed: degrade}
        - {name: all, unit: total_tokens, limit: 1000, window: {calendar: day}}
        """);
    var route = fixture.route();
    var exchange = fixture.ask(5, "\"max_tokens\":30");

    var action = route.beforeUpstream(exchange);

    var degraded = Fixture.after(exchange, action);
    assertThat(degraded.target()).contains(Fixture.CATALOG.targets().getFirst());
    assertThat(degraded.request().model()).contains("gpt-5-mini");
    assertThat(degraded.decisions().toString())
        .contains("ai-token-limit;reason=degraded;budget=smart-day;tier=fast");
    assertThat(fixture.standing("all").reserved()).isEqualTo(35);
    assertThat(fixture.standing("smart-day").reserved()).isZero();
    assertThat(fixture.heard.said).containsExactly("degraded smart-day");
  }

  @Test
  void aCheaperTierThatIsFullTooRefuses() {
    fixture.budgets(
        """
        - {name: each-tier, per: [tier], unit: total_tokens, limit: 10, window: {calendar: day},
           on_exceed: degrade}
        """);

    var answer = fixture.route().beforeUpstream(fixture.ask(5, "\"max_tokens\":30"));

    assertThat(((Action.Stop) answer).status()).isEqualTo(429);
    assertThat(fixture.heard.said).containsExactly("degraded each-tier", "refused each-tier");
  }

  @Test
  void aStreamIsMadeToEndWithItsUsageUnlessTheRouteSaysNo() {
    fixture.budgets(HUNDRED);
    var exchange = fixture.ask(5, "\"max_tokens\":3", "\"stream\":true");

    var asked = Fixture.admit(fixture.route(), exchange);
    var left = Fixture.admit(fixture.route("{\"stream_usage\":false}"), exchange);

    assertThat(new String(asked.request().body(), UTF_8)).contains("\"include_usage\":true");
    assertThat(left.request().body()).isEqualTo(exchange.request().body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-32LE"})
  void aBodyThatCannotBeCountedIsRefused(String charset) {
    var route = fixture.budgets(HUNDRED).route();
    var body = "{\"messages\":[]}".getBytes(Charset.forName(charset));

    var answer =
        (Action.Stop) route.onRequest(fixture.body(Fixture.ALICE, "/v1/x", Headers.none(), body));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("unreadable_body");
  }

  @Test
  void aCompressedBodyIsRefusedAndOneThatOnlySaysItIsNot() {
    var route = fixture.budgets(HUNDRED).route();
    var gzip = Headers.of(List.of(new Header("content-encoding", "gzip")));
    var identity = Headers.of(List.of(new Header("Content-Encoding", "identity")));
    var body = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);

    assertThat(route.onRequest(fixture.body(Fixture.ALICE, "/x", gzip, body)))
        .isInstanceOf(Action.Stop.class);
    assertThat(route.onRequest(fixture.body(Fixture.ALICE, "/x", identity, body)))
        .isEqualTo(Action.pass());
  }

  @Test
  void aBodyOfAnotherKindPassesAndIsChargedByWhatTheProviderSays() {
    var route = fixture.budgets(HUNDRED).route();
    var exchange = fixture.body(Fixture.ALICE, "/v1/audio/transcriptions", "--form--");

    var passed = Fixture.admit(route, exchange);
    assertThat(fixture.standing("team").reserved()).isZero();
    route.onEnd(passed, Fixture.answered(20, 10));

    assertThat(fixture.standing("team").used()).isEqualTo(30);
  }

  @Test
  void anAnswerFromTheCacheCostsNothingUnlessTheBudgetSaysSo() {
    fixture.budgets(
        """
        - {name: free, unit: total_tokens, limit: 100, window: {calendar: day}}
        - {name: charged, unit: total_tokens, limit: 100, window: {calendar: day},
           cached_answers: charged}
        """);
    var body =
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"x\"}}],"
            + "\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":6,\"total_tokens\":10}}";
    var hit =
        new LogEntry(
            "id", 200, "application/json", body, true, 9, "", "HIT", Duration.ZERO, Duration.ZERO);

    fixture.route().onEnd(fixture.ask(4), new Ending.Logged(hit));

    assertThat(fixture.standing("free").used()).isZero();
    assertThat(fixture.standing("charged").used()).isEqualTo(10);
  }

  @Test
  void aRequestOfAnUnknownApiIsReservedAsCounted() {
    var route = fixture.budgets(HUNDRED).route("{\"default_completion_tokens\": 10}");

    var passed = Fixture.admit(route, fixture.body(Fixture.ALICE, "/v1/other", "{\"a\":\"b\"}"));
    assertThat(fixture.standing("team").reserved()).isEqualTo(10);
    route.onEnd(passed, Fixture.answered(20, 10));

    assertThat(fixture.standing("team").used()).isEqualTo(30);
  }

  @Test
  void whatIsReservedIsKeptWithTheExchangeAndNothingIsWrittenOnTheWire() {
    var route = fixture.budgets(HUNDRED).route();

    var action = (Action.Rewrite) route.beforeUpstream(fixture.ask(5, "\"max_tokens\":3"));

    assertThat(action.changes())
        .allMatch(c -> c instanceof Change.Keep || c instanceof Change.AddResponseHeader);
  }
}
