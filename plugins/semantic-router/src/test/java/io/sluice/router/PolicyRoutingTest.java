package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.exchange.Change;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Subject;
import io.sluice.exchange.routing.Eligible;
import io.sluice.exchange.routing.RoutingRecord.Candidate;
import io.sluice.exchange.routing.RoutingRecord.Removal;
import io.sluice.exchange.routing.TargetHealth.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRoutingTest {

  private static final String EU =
      """
      {'default_tier': 'middle', 'policies': [
        {'name': 'eu', 'when': {'department': 'finance'}, 'require': {'regions': ['eu']}}]}
      """;

  @Test
  void aRuleLeavesOnlyWhatItRequires() {
    var routing = new Routing(EU);

    var routed = routing.ask("hello");

    assertThat(routed.goesTo()).isEqualTo("mid-eu");
    assertThat(routed.exchange().kept(Eligible.class).orElseThrow().targets())
        .containsExactlyInAnyOrder("mid-eu", "own");
  }

  @Test
  void aRuleIsAboutThoseItNames() {
    var routing = new Routing(EU);
    var other = new Subject("bob", "sales", "chat");

    var routed =
        routing.send(
            Routing.exchange(
                other, Headers.none(), "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));

    assertThat(routed.goesTo()).isEqualTo("mid-us");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'require': {'tags': ['gdpr', 'on-premises']}   | own",
        "'require': {'providers': 'mistral'}            | mid-eu",
        "'require': {'targets': 'large'}                | large",
        "'require': {'tiers': ['fast', 'smart']}        | large",
        "'exclude': {'regions': 'us'}                   | mid-eu",
        "'exclude': {'tags': 'on-premises', 'providers': 'openai'} | mid-eu",
        "'require': {'regions': 'eu'}, 'exclude': {'tiers': 'middle'} | own"
      })
  void targetsAreToldByWhatTheyAre(String bounds, String target) {
    var routing =
        new Routing(
            "{'default_tier': 'middle', 'policies': [{'name': 'a', %s}]}".formatted(bounds));

    assertThat(routing.ask("hello").goesTo()).isEqualTo(target);
  }

  @Test
  void whereNothingIsLeftTheRequestIsRefusedAndThePolicyNamed() {
    var routing =
        new Routing(
            """
            {'default_tier': 'middle', 'policies': [
              {'name': 'eu', 'require': {'regions': 'eu'}},
              {'name': 'no-own', 'exclude': {'tags': ['gdpr']}}]}
            """);

    var routed = routing.ask("hello");

    assertThat(routed.goesTo()).isEqualTo("403");
    assertThat(routed.body())
        .contains("\"code\":\"no_model_allowed\"")
        .contains("by policy eu, no-own.");
    assertThat(routed.why()).isEqualTo("ai-semantic-router;reason=forbidden;policy=eu");
    assertThat(routing.record(routed).chosen()).isEmpty();
    assertThat(routing.record(routed).details()).containsEntry("refused_by", "policy");
    assertThat(routing.observed).containsExactly("refused policy");
  }

  @Test
  void anIllTargetIsNotReplacedByAForbiddenOne() {
    var routing = new Routing(EU);
    routing.health.set("mid-eu", State.OPEN);

    assertThat(routing.ask("hello").goesTo()).isEqualTo("own");

    routing.health.set("own", State.OPEN);

    assertThat(routing.ask("hello").goesTo()).isIn("mid-eu", "own");

    routing.health.set("own", State.FORCED_OPEN).set("mid-eu", State.FORCED_OPEN);

    assertThat(routing.ask("hello").goesTo()).isEqualTo("503");
  }

  @Test
  void anExperimentDoesNotLeadAwayFromWhatIsAllowed() {
    var routing =
        new Routing(
            """
            {'default_tier': 'middle', 'policies': [{'name': 'eu', 'require': {'regions': 'eu'}}],
             'experiment': {'name': 'e', 'arms': [{'name': 'a', 'share': 1, 'tier': 'fast'}]}}
            """);

    var routed = routing.ask("hello");

    assertThat(routed.goesTo()).isEqualTo("mid-eu");
    assertThat(routed.why()).doesNotContain("experiment");
  }

  @Test
  void aModelThatTheClientNamesIsNotAllowedBecauseItIsNamed() {
    var routing =
        new Routing(
            """
            {'default_tier': 'middle', 'client_model': {'mode': 'honour'},
             'policies': [{'name': 'eu', 'require': {'regions': 'eu'}}]}
            """);

    var named =
        Routing.body("{'model': 'gpt-5.1', 'messages': [{'role': 'user', 'content': 'x'}]}");

    assertThat(routing.send(named).goesTo()).isEqualTo("403");
  }

  @Test
  void aHeaderOrAnEarlierPluginsFindingCanBeTheCondition() {
    var routing =
        new Routing(
            """
            {'default_tier': 'fast', 'policies': [
              {'name': 'secret', 'when': {'header': {'x-class': ['secret', 'top']}},
               'require': {'tags': 'on-premises'}},
              {'name': 'kept', 'when': {'label': {'ai-token-limit.reason': 'local'}},
               'exclude': {'tiers': 'fast'}}]}
            """);
    var labelled =
        Routing.question("hello").with(new Change.Explain(Decision.of("ai-token-limit", "local")));

    assertThat(routing.send(Routing.withHeader("X-Class", "top")).goesTo()).isEqualTo("own");
    assertThat(routing.send(Routing.withHeader("X-Class", "public")).goesTo()).isEqualTo("small");
    assertThat(routing.send(labelled).goesTo()).isEqualTo("mid-us");
    assertThat(routing.ask("hello").goesTo()).isEqualTo("small");
  }

  @Test
  void withoutTheModelsThePolicyStillHolds() {
    var routing =
        new Routing(
            EU.replace(
                "'policies'",
                "'intents': [{'name': 'a', 'tier': 'smart', 'examples': ['x']}], 'policies'"));
    var exchange = Routing.question("hello");

    var action = routing.route().onFailure(exchange);

    assertThat(Routing.applied(exchange, action).goesTo()).isEqualTo("mid-eu");
  }

  @Test
  void theRecordTellsWhatRemovedEachTarget() {
    var routing = new Routing(EU);
    routing.health.set("own", State.OPEN);

    var record = routing.record(routing.ask("hello"));

    assertThat(record.candidates())
        .extracting(
            Candidate::target, candidate -> candidate.removed().map(Removal::toString).orElse(""))
        .containsExactly(
            tuple("small", "Removal[step=policy, reason=eu]"),
            tuple("mid-eu", ""),
            tuple("mid-us", "Removal[step=policy, reason=eu]"),
            tuple("large", "Removal[step=policy, reason=eu]"),
            tuple("own", "Removal[step=health, reason=open]"));
    assertThat(record.expected().orElseThrow().expectedMicros()).isPresent();
    assertThat(record.expected().orElseThrow().expectedQuality()).hasValue(0.75);
  }
}
