package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Subject;
import io.sluice.exchange.routing.Eligible;
import io.sluice.exchange.routing.RoutingRecord.Candidate;
import io.sluice.exchange.routing.TargetHealth.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsRoutingTest {

  @Nested
  class Ability {

    private final Routing routing = new Routing("{'default_tier': 'fast'}");

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "'stream': true, 'messages': [{'role': 'user', 'content': 'hi'}]           | small",
          "'tools': [{'type': 'function'}], 'messages': [{'role': 'user', 'content': 'hi'}] |"
              + " mid-us",
          "'response_format': {'type': 'json_schema'}, 'messages': [{'role': 'user', 'content':"
              + " 'hi'}] | mid-us",
          "'messages': [{'role': 'user', 'content': [{'type': 'image_url'}, {'type': 'text',"
              + " 'text': 'hi'}]}] | mid-us",
          "'tools': [], 'messages': [{'role': 'user', 'content': 'hi'}]              | small"
        })
    void aTargetThatCanNotIsLeftOut(String request, String target) {
      assertThat(routing.send(Routing.body("{" + request + "}")).goesTo()).isEqualTo(target);
    }

    @Test
    void whatIsLongerThanAContextWindowGoesWhereItFits() {
      // 2,000 tokens are its window, 512 of them for the answer.
      assertThat(routing.ask("a ".repeat(1400)).goesTo()).isEqualTo("small");
      assertThat(routing.ask("word ".repeat(1600)).goesTo()).isEqualTo("mid-us");
    }

    @Test
    void anAnswerThatMayBeShortLeavesMoreRoomForThePrompt() {
      var text = "word ".repeat(1600);
      var request =
          "{'max_tokens': 100, 'messages': [{'role': 'user', 'content': '%s'}]}".formatted(text);

      assertThat(routing.send(Routing.body(request)).goesTo()).isEqualTo("small");
    }

    @Test
    void aTargetForOtherLanguagesIsLeftOut() {
      var eu =
          new Routing(
              "{'default_tier': 'middle', 'policies': [{'name': 'eu', 'require': {'regions':"
                  + " 'eu'}}]}");

      assertThat(eu.ask("bonjour").goesTo()).isEqualTo("mid-eu");
      assertThat(eu.ask("hallo zusammen").goesTo()).isEqualTo("own");
      assertThat(eu.ask("1 + 1").goesTo()).isEqualTo("mid-eu");
    }

    @Test
    void whatNobodyCanIsRefusedWithWhatIsMissing() {
      var fast =
          new Routing(
              "{'default_tier': 'fast', 'policies': [{'name': 'cheap', 'require': {'tiers':"
                  + " 'fast'}}]}");

      var routed =
          fast.send(
              Routing.body(
                  "{'tools': [{'type': 'function'}], 'messages': [{'role': 'user', 'content':"
                      + " 'hi'}]}"));

      assertThat(routed.goesTo()).isEqualTo("400");
      assertThat(routed.body()).contains("no_model_able").contains("missing is tools.");
    }
  }

  @Nested
  class ClientsModel {

    @ParameterizedTest
    @CsvSource({
      "overrule, gpt-5.1, mid-us",
      "alias, gpt-5.1, mid-us",
      "alias, best, large",
      "alias, home, own",
      "alias, auto, mid-us",
      "honour, gpt-5.1, large",
      "honour, gpt-5.1-2026-01-01, large",
      "honour, own, own",
      "honour, best, large",
      "honour, unheard-of, mid-us"
    })
    void isWorthWhatTheRouteSays(String mode, String model, String target) {
      var aliases =
          mode.equals("overrule")
              ? ""
              : ", 'aliases': {'best': 'smart', 'home': 'own', 'auto': 'auto'}";
      var routing =
          new Routing(
              "{'default_tier': 'middle', 'client_model': {'mode': '%s'%s}}"
                  .formatted(mode, aliases));
      var request =
          Routing.body(
              "{'model': '%s', 'messages': [{'role': 'user', 'content': 'hi'}]}".formatted(model));

      var routed = routing.send(request);

      assertThat(routed.goesTo()).isEqualTo(target);
      assertThat(routed.why())
          .contains(target.equals("mid-us") ? "reason=default" : "reason=client_model");
    }
  }

  @Nested
  class Selection {

    @ParameterizedTest
    @CsvSource({"cost, 0, mid-us", "cost, 0.8, mid-us", "quality, 0, mid-us"})
    void withinATierTheObjectiveDecides(String objective, double bar, String target) {
      var routing =
          new Routing(
              "{'default_tier': 'middle', 'objective': '%s', 'quality_bar': %s}"
                  .formatted(objective, bar));

      assertThat(routing.ask("hello ".repeat(100)).goesTo()).isEqualTo(target);
    }

    @Test
    void theSoonestIsTheOneThatWasMeasuredSo() {
      var routing =
          new Routing("{'default_tier': 'middle', 'objective': 'latency', 'quality_bar': 0}");
      routing.health.setLatency("mid-us", Duration.ofMillis(300), Duration.ofMillis(20));
      routing.health.setLatency("mid-eu", Duration.ofMillis(900), Duration.ofMillis(5));

      // An answer is expected to have 512 tokens: 10.5 s against 3.5 s.
      assertThat(routing.ask("hello").goesTo()).isEqualTo("mid-eu");
      assertThat(
              routing
                  .send(
                      Routing.body(
                          "{'max_tokens': 10, 'messages': [{'role': 'user', 'content': 'x'}]}"))
                  .goesTo())
          .isEqualTo("mid-us");
    }

    @Test
    void weightsSettleBetweenCostAndQuality() {
      var cost =
          new Routing(
              "{'default_tier': 'smart', 'objective': 'balanced', 'weights': {'quality': 0,"
                  + " 'latency': 0}}");
      var quality =
          new Routing(
              "{'default_tier': 'smart', 'objective': 'balanced', 'weights': {'cost': 0, 'latency':"
                  + " 0}}");
      var latency =
          new Routing(
              "{'default_tier': 'smart', 'objective': 'balanced', 'weights': {'cost': 0, 'quality':"
                  + " 0}}");
      latency.health.setLatency("large", Duration.ofSeconds(2), Duration.ofMillis(1));
      latency.health.setLatency("own", Duration.ofSeconds(1), Duration.ofMillis(1));

      assertThat(cost.ask("hello").goesTo()).isEqualTo("large");
      assertThat(quality.ask("hello").goesTo()).isEqualTo("large");
      assertThat(latency.ask("hello").goesTo()).isEqualTo("own");
    }
  }

  @Nested
  class AnExperiment {

    private static final String CANARY =
        """
        {'default_tier': 'middle', 'experiment': {'name': 'canary', 'arms': [
          {'name': 'eu', 'share': 0.2, 'target': 'mid-eu'},
          {'name': 'up', 'share': 0.1, 'tier': 'smart'}]}}
        """;

    @Test
    void drawsTheSharesThatAreWritten() {
      var routing = new Routing(CANARY);
      var counts = new HashMap<String, Integer>();

      IntStream.range(0, 2000)
          .forEach(i ->
              counts.merge(
                  routing.send(Routing.from("consumer-" + i, "hello")).goesTo(), 1, Integer::sum));

      assertThat(counts.get("mid-eu")).isBetween(340, 460);
      assertThat(counts.get("large")).isBetween(150, 250);
      assertThat(counts.get("mid-us")).isBetween(1330, 1470);
      assertThat(routing.observed).contains("exposed canary eu", "exposed canary control");
    }

    @Test
    void leavesAConsumerInItsArm() {
      var arms = List.of(new Routing(CANARY), new Routing(CANARY));

      IntStream.range(0, 50)
          .forEach(i ->
              assertThat(arms.get(0).send(Routing.from("c" + i, "hello")).why())
                  .isEqualTo(arms.get(1).send(Routing.from("c" + i, "something else")).why()));
    }

    @Test
    void showsTheArm() {
      var routing =
          new Routing(
              """
              {'default_tier': 'middle', 'experiment': {'name': 'all', 'arms': [
                {'name': 'eu', 'share': 1, 'target': 'mid-eu'}]}}
              """);

      var routed = routing.ask("hello");

      assertThat(routed.why()).isEqualTo("ai-semantic-router;reason=default;experiment=all;arm=eu");
      assertThat(routing.record(routed).details()).containsEntry("arm", "eu");
    }

    @Test
    void splitsOnlyWhatGoesToTheTargetsTier() {
      var routing =
          new Routing(
              """
              {'default_tier': 'smart', 'experiment': {'name': 'all', 'arms': [
                {'name': 'eu', 'share': 1, 'target': 'mid-eu'}]}}
              """);

      assertThat(routing.ask("hello").why()).isEqualTo("ai-semantic-router;reason=default");
    }
  }

  @Nested
  class Sticking {

    private static final String STICKY =
        """
        {'default_tier': 'smart', 'stickiness': {'ttl': '10m', 'margin': 0.2},
         'similarity_threshold': 0.5, 'intents': [
           {'name': 'greeting', 'tier': 'fast', 'examples': ['good evening']}]}
        """;

    private final Routing routing = new Routing(STICKY);

    private String turn(String next) {
      return routing
          .send(
              Routing.body(
                  """
                  {'messages': [{'role': 'user', 'content': 'prove the theorem'},
                    {'role': 'assistant', 'content': 'done'}, {'role': 'user', 'content': '%s'}]}
                  """
                      .formatted(next)))
          .goesTo();
    }

    @Test
    void aConversationStaysWhereItIs() {
      assertThat(routing.ask("prove the theorem").goesTo()).isEqualTo("large");

      // Claimed by 0.63, which is less than 0.2 over the threshold of 0.5.
      assertThat(turn("good evening to you all")).isEqualTo("large");
      assertThat(routing.decisions.values())
          .anySatisfy(record -> assertThat(record.details()).containsEntry("sticky", "large"));
    }

    @Test
    void itMovesForWhatIsClearlyBetter() {
      routing.ask("prove the theorem");

      assertThat(turn("good evening")).isEqualTo("small");
    }

    @Test
    void itMovesFromATargetThatIsIll() {
      routing.ask("prove the theorem");
      routing.health.set("large", State.OPEN);

      assertThat(turn("go on")).isEqualTo("own");
    }

    @Test
    void itIsForgottenInTime() {
      routing.ask("prove the theorem");
      routing.clock.advance(Duration.ofMinutes(11));

      assertThat(turn("good evening to you all")).isEqualTo("small");
    }

    @Test
    void anotherConsumersConversationIsAnother() {
      routing.send(Routing.from("bob", "prove the theorem"));

      assertThat(turn("good evening to you all")).isEqualTo("small");
    }

    @Test
    void aHeaderCanNameTheConversation() {
      var named = new Routing(STICKY.replace("'ttl'", "'conversation_header': 'x-thread', 'ttl'"));
      var thread = Headers.of(List.of(new Header("X-Thread", "7")));
      var alice = new Subject("alice", "finance", "chat");
      named.send(
          Routing.exchange(
              alice,
              thread,
              "{\"messages\":[{\"role\":\"user\",\"content\":\"prove the theorem\"}]}"));

      var later =
          named.send(
              Routing.exchange(
                  alice,
                  thread,
                  "{\"messages\":[{\"role\":\"assistant\",\"content\":\"summary\"},"
                      + "{\"role\":\"user\",\"content\":\"good evening to you all\"}]}"));

      assertThat(later.goesTo()).isEqualTo("large");
    }
  }

  @Nested
  class TheTopTier {

    @Test
    void isHeldToAShareOfEachConsumersRequests() {
      var routing =
          new Routing("{'default_tier': 'smart', 'top_tier': {'share': 0.3, 'window': 10}}");

      var targets =
          IntStream.range(0, 20).mapToObj(i -> routing.ask("question " + i).goesTo()).toList();

      assertThat(targets.subList(0, 4)).containsExactly("large", "large", "large", "mid-us");
      assertThat(targets.stream().filter("large"::equals)).hasSize(6);
      assertThat(routing.send(Routing.from("bob", "x")).goesTo()).isEqualTo("large");
      assertThat(routing.observed).contains("denied share");
    }

    @Test
    void isGivenWhereNothingElseIsAllowed() {
      var routing =
          new Routing(
              """
              {'default_tier': 'smart', 'top_tier': {'share': 0.1, 'window': 10},
               'policies': [{'name': 'own', 'require': {'tags': 'on-premises'}}]}
              """);

      assertThat(IntStream.range(0, 5).mapToObj(i -> routing.ask("q" + i).goesTo()))
          .containsOnly("own");
    }
  }

  @Nested
  class Health {

    private final Routing routing = new Routing("{'default_tier': 'fast'}");

    @Test
    void aSpareTargetOfTheTierStandsInFirst() {
      var middle = new Routing("{'default_tier': 'middle'}");
      middle.health.set("mid-us", State.OPEN);

      assertThat(middle.ask("hello").goesTo()).isEqualTo("mid-eu");
      assertThat(middle.observed).doesNotContain("diverted from middle");
    }

    @Test
    void aTierThatIsGoneIsReplacedAsTheCatalogSays() {
      routing.health.set("small", State.OPEN);

      var routed = routing.ask("hello");

      assertThat(routed.goesTo()).isEqualTo("mid-us");
      assertThat(routed.why()).isEqualTo("ai-semantic-router;reason=default;instead_of=fast");
      assertThat(routing.observed).contains("diverted from fast");
    }

    @Test
    void aTargetThatMayBeBackGetsItsProbesAndNoMore() {
      routing.health.set("small", State.HALF_OPEN);

      assertThat(IntStream.range(0, 5).mapToObj(i -> routing.ask("hello").goesTo()))
          .containsExactly("small", "small", "small", "mid-us", "mid-us");
    }

    @Test
    void whereEverythingIsIllTheRequestIsStillSent() {
      for (var target : List.of("small", "mid-eu", "mid-us", "large", "own")) {
        routing.health.set(target, State.OPEN);
      }

      var routed = routing.ask("hello");

      assertThat(routed.goesTo()).isEqualTo("small");
      assertThat(routed.why()).contains("health=none_admitted");
      assertThat(routing.health.admitted()).isEmpty();
    }

    @Test
    void whatAnOperatorTookOutIsNeverChosen() {
      for (var target : List.of("small", "mid-eu", "mid-us", "large", "own")) {
        routing.health.set(target, State.FORCED_OPEN);
      }

      assertThat(routing.ask("hello").goesTo()).isEqualTo("503");
    }

    @Test
    void budgetsDoNotMoveARequestToWhatIsOutOfRotation() {
      routing.health.set("small", State.FORCED_OPEN);
      routing.health.set("mid-eu", State.OPEN);

      var routed = routing.ask("hello");

      assertThat(routed.exchange().kept(Eligible.class).orElseThrow().targets())
          .contains("mid-us", "large")
          .doesNotContain("small", "mid-eu");
    }
  }

  @Nested
  class AShadow {

    @Test
    void decidesBesideAndDoesNotAct() {
      var routing =
          new Routing(
              """
              {'default_tier': 'smart', 'shadow': {'default_tier': 'fast',
                'experiment': {'name': 'e', 'arms': [{'name': 'a', 'share': 1, 'tier': 'fast'}]}}}
              """);

      var routed = routing.ask("hello");

      assertThat(routed.goesTo()).isEqualTo("large");
      assertThat(routing.health.admitted()).hasSize(1);
      var shadow = routing.record(routed).shadow().orElseThrow();
      assertThat(shadow.chosen()).contains("small");
      assertThat(shadow.differs()).isTrue();
      assertThat(shadow.expectedMicros()).isPresent();
      assertThat(routing.observed)
          .containsExactlyInAnyOrder("routed default smart", "shadowed true");
    }

    @Test
    void isHeldToItsOwnPolicies() {
      var routing =
          new Routing(
              """
              {'default_tier': 'smart', 'shadow': {'default_tier': 'fast', 'policies': [
                {'name': 'none', 'exclude': {'regions': ['us', 'eu']}}]}}
              """);

      var shadow = routing.record(routing.ask("hello")).shadow().orElseThrow();

      assertThat(shadow.chosen()).isEmpty();
      assertThat(shadow.differs()).isTrue();
    }
  }

  @Nested
  class Hardness {

    @Test
    void inACatalogWithQualitiesTheCheapestThatIsGoodEnoughIsChosen() {
      var low = new Routing("{'default_tier': 'smart', 'complexity': {}, 'quality_bar': 0.01}");
      var high = new Routing("{'default_tier': 'smart', 'complexity': {}, 'quality_bar': 0.9999}");

      var cheap = low.ask("what is the capital of France");

      assertThat(cheap.goesTo()).isEqualTo("small");
      assertThat(cheap.why()).startsWith("ai-semantic-router;reason=complexity;hard=0.");
      assertThat(low.record(cheap).details())
          .containsKeys("hard", "base", "by_sentence", "by_text");
      assertThat(low.record(cheap).candidates())
          .extracting(Candidate::expectedQuality)
          .allMatch(quality -> quality.isPresent());
      assertThat(high.ask("what is the capital of France").goesTo()).isIn("large", "mid-us");
    }

    @Test
    void inACatalogWithoutThemAThresholdDecides() {
      var hard = new Routing("{'default_tier': 'smart', 'complexity': {'threshold': 0.999}}");
      var easy = new Routing("{'default_tier': 'smart', 'complexity': {'threshold': 0.001}}");
      var plain = Routing.CATALOG.replaceAll(",\\s*quality: \\{.*?\\}+(?=\\})", "");
      hard.catalog(plain);
      easy.catalog(plain);

      assertThat(hard.ask("what is the capital of France").goesTo()).isEqualTo("small");
      assertThat(easy.ask("what is the capital of France").goesTo()).isIn("large", "mid-us");
    }

    @Test
    void whatAnIntentClaimsIsNotJudged() {
      var routing =
          new Routing(
              """
              {'default_tier': 'smart', 'complexity': {}, 'intents': [
                {'name': 'greeting', 'tier': 'middle', 'examples': ['good evening']}]}
              """);

      assertThat(routing.ask("good evening").why()).contains("reason=intent");
      assertThat(routing.ask("tell me about whales").why())
          .contains("reason=complexity")
          .contains("nearest=greeting");
    }
  }
}
