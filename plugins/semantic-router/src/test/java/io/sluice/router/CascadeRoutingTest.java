package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Action;
import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Target;
import io.sluice.exchange.Usage;
import io.sluice.exchange.routing.FirstAttempt;
import io.sluice.exchange.routing.FirstAttempt.Stage;
import io.sluice.exchange.routing.TargetHealth.Result;
import io.sluice.exchange.routing.TargetHealth.State;
import io.sluice.testkit.routing.FakeTargetHealth.Ended;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CascadeRoutingTest {

  private static final String CASCADE =
      """
      {'default_tier': 'smart', 'cascade': {'tier': 'fast', 'timeout': '5s', 'gates': {'samples': 2}}}
      """;

  private static final String GOOD =
      """
      {"id":"1","object":"chat.completion","model":"gpt-5-nano","choices":[
        {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"It is Paris."}},
        {"index":1,"finish_reason":"stop","message":{"role":"assistant","content":"It is Paris."}}],
       "usage":{"prompt_tokens":10,"completion_tokens":8,"total_tokens":18}}
      """;

  private static final Target SMALL = Catalog.parse(Routing.CATALOG).target("small").orElseThrow();

  private final Routing routing = new Routing(CASCADE);

  private Routing.Routed sentOn(String text) {
    return routing.sendOn(routing.ask(text).exchange());
  }

  private static Optional<Stage> stage(Routing.Routed routed) {
    return routed.exchange().kept(FirstAttempt.class).map(FirstAttempt::stage);
  }

  @Test
  void aCheapAnswerThatIsGoodEnoughIsTheAnswer() {
    routing.upstream.answer(GOOD);

    var planned = routing.ask("capital of France");
    var answered = routing.sendOn(planned.exchange());

    assertThat(planned.why()).isEqualTo("ai-semantic-router;reason=default;cascade=small");
    assertThat(answered.goesTo()).isEqualTo("200");
    assertThat(answered.exchange().target().orElseThrow().name()).isEqualTo("small");
    assertThat(answered.body()).contains("It is Paris.").doesNotContain("\"index\":1");
    assertThat(answered.why()).isEqualTo("ai-semantic-router;reason=cascade;gate=accepted");
    assertThat(answered.exchange().kept(FirstAttempt.class).orElseThrow().used())
        .contains(new Usage(10, 0, 8));
    var record = routing.record(answered);
    assertThat(record.chosen()).contains("small");
    assertThat(record.details())
        .containsEntry("gate", "accepted")
        .containsEntry("instead_of", "large")
        .containsEntry("first_micros", "4");
  }

  @Test
  void theCheapTargetIsAskedByItsOwnModelThroughTheInternalRoute() {
    routing.upstream.answer(GOOD);

    var answered = sentOn("capital of France");

    var sent = routing.upstream.sent().getFirst();
    assertThat(sent.path()).isEqualTo("/internal/chat/completions");
    assertThat(sent.target().name()).isEqualTo("small");
    assertThat(sent.request().model()).contains("gpt-5-nano");
    assertThat(sent.request().choices()).isEqualTo(2);
    assertThat(sent.deadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(sent.id()).isEqualTo(answered.exchange().id());
  }

  @Test
  void aCheapAnswerThatIsNotGoodEnoughIsForgottenAndPaid() {
    routing.upstream.answer(GOOD.replace("It is Paris.", ""));

    var escalated = sentOn("capital of France");

    assertThat(escalated.action()).isInstanceOf(Action.Rewrite.class);
    assertThat(escalated.goesTo()).isEqualTo("large");
    assertThat(escalated.why()).isEqualTo("ai-semantic-router;reason=cascade;gate=incomplete");
    assertThat(stage(escalated)).contains(Stage.ESCALATED);
    assertThat(escalated.exchange().kept(FirstAttempt.class).orElseThrow().used())
        .contains(new Usage(10, 0, 8));
    assertThat(routing.record(escalated).chosen()).contains("large");
    assertThat(routing.observed).contains("attempted incomplete");
  }

  @Test
  void noCheapAnswerIsAnEscalationToo() {
    routing.upstream.then(asked -> {
      routing.clock.advance(Duration.ofSeconds(2));
      throw new DependencyException("gateway", "answer", new IllegalStateException("cut"));
    });

    var escalated = sentOn("capital of France");

    assertThat(escalated.goesTo()).isEqualTo("large");
    assertThat(stage(escalated)).contains(Stage.ESCALATED);
    assertThat(routing.health.ended())
        .containsExactly(new Ended("small", new Result.Failed(0, Duration.ofSeconds(2))));
  }

  @Test
  void anAnswerThatTakesLongerThanItMayIsNone() {
    routing.upstream.answer(200, GOOD, Duration.ofSeconds(6));

    assertThat(stage(sentOn("capital of France"))).contains(Stage.ESCALATED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'stream': true, 'messages': [{'role': 'user', 'content': 'hi'}] | streamed",
        "'n': 3, 'messages': [{'role': 'user', 'content': 'hi'}]         | choices",
        "'tools': [{}], 'messages': [{'role': 'user', 'content': 'hi'}]  | unavailable"
      })
  void whatCanNotBeTriedGoesDirectlyAndSaysSo(String request, String why) {
    var routed = routing.send(Routing.body("{" + request + "}"));

    assertThat(routed.why()).isEqualTo("ai-semantic-router;reason=default;cascade=" + why);
    assertThat(stage(routed)).isEmpty();
    assertThat(stage(routing.sendOn(routed.exchange()))).isEmpty();
    assertThat(routing.upstream.sent()).isEmpty();
  }

  @Test
  void whatIsCheapAlreadyOrNamedByTheClientGoesDirectly() {
    var named =
        new Routing(
            """
            {'default_tier': 'fast', 'client_model': {'mode': 'honour'},
             'cascade': {'tier': 'fast'}}
            """);

    assertThat(named.ask("hi").why()).endsWith("cascade=not_dearer");
    assertThat(
            named
                .send(
                    Routing.body(
                        "{'model': 'gpt-5.1', 'messages': [{'role': 'user', 'content': 'hi'}]}"))
                .why())
        .endsWith("cascade=not_dearer");
  }

  @Test
  void aForbiddenTierIsNotTried() {
    var eu =
        new Routing(
            """
            {'default_tier': 'smart', 'cascade': {'tier': 'fast'},
             'policies': [{'name': 'eu', 'require': {'regions': 'eu'}}]}
            """);

    var routed = eu.ask("hi");

    assertThat(routed.goesTo()).isEqualTo("own");
    assertThat(routed.why()).endsWith("cascade=unavailable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPEN", "FORCED_OPEN"})
  void anIllTargetIsNotTried(String state) {
    routing.health.set("small", State.valueOf(state));

    assertThat(routing.ask("hi").why()).endsWith("cascade=unavailable");
  }

  @Test
  void aTargetThatFellIllMeanwhileIsNotAsked() {
    var planned = routing.ask("hi");
    routing.health.set("small", State.OPEN);

    var direct = routing.sendOn(planned.exchange());

    assertThat(stage(direct)).contains(Stage.DROPPED);
    assertThat(direct.goesTo()).isEqualTo("large");
    assertThat(routing.upstream.sent()).isEmpty();
  }

  @Test
  void whatABudgetDroppedIsNotMade() {
    var planned = routing.ask("hi").exchange();
    var dropped =
        planned.with(
            new Change.Keep(planned.kept(FirstAttempt.class).orElseThrow().at(Stage.DROPPED)));

    routing.sendOn(dropped);

    assertThat(routing.upstream.sent()).isEmpty();
  }

  @Test
  void everyPlaceThatWasTakenIsGivenBackOnce() {
    routing.upstream.answer(GOOD);
    var answered = sentOn("capital of France").exchange();
    routing.route().onEnd(answered, new Ending.Logged(logged(200, "", true)));

    assertThat(routing.health.admitted()).hasSize(2);
    assertThat(routing.health.ended())
        .containsExactly(
            new Ended("small", new Result.Served(Duration.ZERO, Duration.ofMillis(10), 8)),
            new Ended("large", new Result.Unknown()));
  }

  @Test
  void aRequestMayTakeAsMuchLongerAsTheCheapAnswerMay() {
    assertThat(routing.route().patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(new Routing("{'default_tier': 'fast'}").route().patience()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "200, 10.0.0.1:80, true, Served",
    "500, 10.0.0.1:80, true, Failed",
    "429, 10.0.0.1:80, true, Failed",
    "401, 10.0.0.1:80, true, Failed",
    "504, '', true, Failed",
    "429, '', true, Unknown",
    "400, 10.0.0.1:80, true, Served",
    "200, 10.0.0.1:80, false, Unknown",
    "499, 10.0.0.1:80, false, Unknown"
  })
  void theEndOfARequestTellsHowItsTargetIs(
      int status, String upstream, boolean complete, String result) {
    var direct = new Routing("{'default_tier': 'smart'}");
    var exchange = direct.sendOn(direct.ask("hi").exchange()).exchange();

    direct.route().onEnd(exchange, new Ending.Logged(logged(status, upstream, complete)));

    assertThat(direct.health.ended()).hasSize(1);
    assertThat(direct.health.ended().getFirst().target()).isEqualTo("large");
    assertThat(direct.health.ended().getFirst().result().getClass().getSimpleName())
        .isEqualTo(result);
  }

  @Test
  void ofARequestThatNeverLeftNothingIsSaidOfItsTarget() {
    var direct = new Routing("{'default_tier': 'smart'}");
    ChatExchange stopped = direct.ask("hi").exchange();

    direct.route().onEnd(stopped, new Ending.Logged(logged(503, "", true)));

    assertThat(direct.health.ended()).containsExactly(new Ended("large", new Result.Unknown()));
  }

  @Test
  void aRequestThatABudgetMovedIsItsNewTargets() {
    var direct = new Routing("{'default_tier': 'smart'}");
    var asked = direct.ask("hi").exchange();
    var moved = asked.with(new Change.RouteTo(SMALL));

    var sent = direct.sendOn(moved);
    direct.route().onEnd(sent.exchange(), new Ending.Logged(logged(200, "10.0.0.1:80", true)));

    assertThat(direct.health.ended()).extracting(Ended::target).containsExactly("large", "small");
    assertThat(direct.record(sent).chosen()).contains("small");
    assertThat(direct.record(sent).details()).containsEntry("moved_from", "large");
  }

  private static LogEntry logged(int status, String upstream, boolean complete) {
    return new LogEntry(
        "id",
        status,
        "application/json",
        GOOD,
        complete,
        10,
        upstream,
        "",
        Duration.ofSeconds(1),
        Duration.ofMillis(300));
  }
}
