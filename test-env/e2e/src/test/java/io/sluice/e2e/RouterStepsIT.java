package io.sluice.e2e;

import static io.sluice.e2e.RouterStack.candidate;
import static io.sluice.e2e.RouterStack.removed;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.e2e.RouterStack.Answer;
import io.sluice.testkit.StubBehaviour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each of the router's steps: what the client sees, what the provider gets, what is kept of it. */
class RouterStepsIT {

  /** Of more different words than an answer has tokens: said back, it does not repeat itself. */
  private static final String LONG =
      "Please tell the new colleague in two or three short sentences where our canteen is, when it"
          + " opens and what lunch costs there";

  private static final String GREETING =
      """
      'similarity_threshold': 0.3, 'intents': [
        {'name': 'greeting', 'tier': 'fast', 'examples': ['hello', 'how are you?']}]\
      """;

  private static final RouterStack stack =
      new RouterStack(
          """
          budgets:
            - name: no-smart
              covers: {route: budget, tier: smart}
              unit: total_tokens
              limit: 0
              window: {sliding: 1h}
              on_exceed: degrade
          """,
          routes());

  private static Map<String, List<String>> routes() {
    var routes = new LinkedHashMap<String, List<String>>();
    routes.put(
        "policy",
        router(
            """
            {'default_tier': 'smart', 'policies': [
              {'name': 'eu-only', 'when': {'header': {'X-Class': 'secret'}},
               'require': {'regions': 'eu'}},
              {'name': 'not-bob', 'when': {'consumer': 'bob'},
               'exclude': {'tiers': ['fast', 'smart']}}]}
            """));
    routes.put("cost", router("{'default_tier': 'fast', 'quality_bar': 0.5}"));
    routes.put("quality", router("{'default_tier': 'fast', 'objective': 'quality'}"));
    routes.put("intent", router("{'default_tier': 'smart', 'quality_bar': 0.5, " + GREETING + "}"));
    routes.put("complexity", router("{'default_tier': 'smart', 'complexity': {}}"));
    routes.put(
        "experiment",
        router(
            """
            {'default_tier': 'fast', 'experiment': {'name': 'trial', 'arms': [
              {'name': 'dear', 'share': 1, 'tier': 'smart'}]}}
            """));
    routes.put(
        "sticky",
        router(
            "{'default_tier': 'smart', 'quality_bar': 0.5, 'stickiness': {}, " + GREETING + "}"));
    routes.put(
        "health",
        router(
            """
            {'default_tier': 'smart', 'quality_bar': 0.5,
             'policies': [{'name': 'us', 'require': {'regions': 'us'}}]}
            """));
    routes.put(
        "budget",
        List.of(
            "ai-token-limit",
            "{}",
            "ai-semantic-router",
            json(
                """
                {'default_tier': 'smart',
                 'policies': [{'name': 'not-small', 'exclude': {'targets': 'small'}}]}
                """)));
    routes.put(
        "share",
        router(
            """
            {'default_tier': 'smart', 'quality_bar': 0.5,
             'top_tier': {'share': 0.1, 'window': 10}}
            """));
    routes.put(
        "named",
        router(
            """
            {'default_tier': 'fast', 'quality_bar': 0.5,
             'client_model': {'mode': 'honour', 'aliases': {'best': 'smart'}}}
            """));
    routes.put(
        "shadow",
        router(
            """
            {'default_tier': 'smart',
             'shadow': {'default_tier': 'fast', 'quality_bar': 0.5}}
            """));
    routes.put(
        "cascade",
        router(
            """
            {'default_tier': 'smart', 'quality_bar': 0.5,
             'cascade': {'tier': 'fast', 'timeout': '10s'}}
            """));
    return routes;
  }

  private static List<String> router(String config) {
    return List.of("ai-semantic-router", json(config));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @BeforeEach
  void forgetEarlierRequests() {
    stack.rest();
  }

  @AfterAll
  static void close() {
    stack.close();
  }

  @Test
  void aPolicyKeepsARequestInTheUnionAndNamesItself() throws Exception {
    var free = stack.ask("policy", Chat.request(Chat.EASY));
    var secret = stack.ask("policy", Chat.request(Chat.EASY), "X-Class", "secret");

    assertThat(free.target()).isEqualTo("large");
    assertThat(secret.target()).isEqualTo("small-eu");
    assertThat(received("small-eu").path("model").asString("")).isEqualTo("mistral-small");
    var why = stack.decision(secret);
    assertThat(removed(why, "small")).isEqualTo("policy eu-only");
    assertThat(removed(why, "large")).isEqualTo("policy eu-only");
    assertThat(removed(why, "small-eu")).isEmpty();
    assertThat(why.path("consumer").asString("")).isEqualTo("alice");
    checkChosen(why, "small-eu");
  }

  @Test
  void whoMayGoNowhereIsToldByWhichPolicy() {
    var refused = stack.askAs("bob", "policy", Chat.request(Chat.EASY));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().at("/error/code").asString("")).isEqualTo("no_model_allowed");
    assertThat(refused.json().at("/error/message").asString("")).contains("not-bob");
    assertThat(refused.why()).contains("reason=forbidden;policy=not-bob");
    assertThat(stack.small.received()).isEmpty();
    assertThat(stack.large.received()).isEmpty();
    var why = stack.decision(refused);
    assertThat(why.path("chosen").isNull()).isTrue();
    assertThat(removed(why, "large")).isEqualTo("policy not-bob");
  }

  @ParameterizedTest
  @CsvSource({"tools", "vision", "context_window"})
  void whatATargetCantItIsNotAsked(String missing) throws Exception {
    var body =
        switch (missing) {
          case "tools" ->
              "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                  + Chat.request(Chat.EASY).substring(1);
          case "vision" ->
              json(
                  """
                  {'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'What is it?'},
                    {'type': 'image_url', 'image_url': {'url': 'data:image/png;base64,AAAA'}}]}]}
                  """);
          default -> Chat.request("Sum up: " + "many different words ".repeat(4000));
        };

    assertThat(stack.ask("cost", Chat.request(Chat.EASY)).target()).isEqualTo("small");
    var answer = stack.ask("cost", body);

    assertThat(answer.target()).isEqualTo("small-eu");
    assertThat(received("small-eu").path("model").asString("")).isEqualTo("mistral-small");
    var why = stack.decision(answer);
    assertThat(removed(why, "small")).isEqualTo("ability " + missing);
    checkChosen(why, "small-eu");
  }

  @Test
  void anIntentClaimsAQuestionForItsTier() {
    var easy = stack.ask("intent", Chat.request(Chat.EASY));
    var hard = stack.ask("intent", Chat.request(Chat.HARD));

    assertThat(easy.target()).isEqualTo("small");
    assertThat(easy.content()).startsWith("small/gpt-5-nano:");
    assertThat(easy.why()).contains("reason=intent;intent=greeting;similarity=0.");
    assertThat(hard.target()).isEqualTo("large");
    assertThat(hard.why()).contains("reason=default;nearest=greeting;similarity=");
    var why = stack.decision(easy);
    assertThat(why.path("reason").asString("")).isEqualTo("intent");
    assertThat(why.at("/details/intent").asString("")).isEqualTo("greeting");
    assertThat(why.at("/details/similarity").asString("")).startsWith("0.");
    assertThat(why.at("/details/confidence").asString("")).isNotEmpty();
    checkChosen(why, "small");
  }

  @Test
  void anEasyQuestionIsExpectedToBeAnsweredBetterThanAHardOne() {
    var easy = stack.ask("complexity", Chat.request(Chat.EASY));
    var hard = stack.ask("complexity", Chat.request(Chat.HARD));

    assertThat(easy.why()).contains("reason=complexity;hard=0.");
    var whyEasy = stack.decision(easy);
    var whyHard = stack.decision(hard);
    for (var detail : List.of("hard", "base", "by_sentence", "by_text")) {
      assertThat(whyEasy.path("details").path(detail).asString("")).startsWith("0.");
    }
    assertThat(quality(whyEasy, "small")).isGreaterThan(quality(whyHard, "small"));
    checkChosen(whyEasy, easy.target());
    checkChosen(whyHard, hard.target());
  }

  @Test
  void theObjectiveDecidesAmongTargetsOfATier() {
    var cheap = stack.ask("cost", Chat.request(Chat.EASY));
    var good = stack.ask("quality", Chat.request(Chat.EASY));

    assertThat(cheap.target()).isEqualTo("small");
    assertThat(good.target()).isEqualTo("small-eu");
    var why = stack.decision(good);
    assertThat(quality(why, "small")).isEqualTo(0.6);
    assertThat(quality(why, "small-eu")).isEqualTo(0.7);
    assertThat(dollars(why, "small")).isPositive().isLessThan(dollars(why, "small-eu"));
    checkChosen(why, "small-eu");
  }

  @Test
  void anExperimentSendsItsArmElsewhere() {
    var answer = stack.ask("experiment", Chat.request(Chat.EASY));

    assertThat(answer.target()).isEqualTo("large");
    assertThat(answer.why()).contains("experiment=trial;arm=dear");
    var why = stack.decision(answer);
    assertThat(why.at("/details/experiment").asString("")).isEqualTo("trial");
    assertThat(why.at("/details/arm").asString("")).isEqualTo("dear");
    checkChosen(why, "large");
  }

  @Test
  void aConversationStaysWhereItBegan() {
    var first = stack.ask("sticky", Chat.request(Chat.EASY));
    var second =
        stack.ask(
            "sticky",
            Chat.write(
                Map.of(
                    "messages",
                    List.of(
                        Map.of("role", "user", "content", Chat.EASY),
                        Map.of("role", "assistant", "content", "Fine."),
                        Map.of("role", "user", "content", Chat.HARD)))));

    assertThat(first.target()).isEqualTo("small");
    assertThat(second.target()).isEqualTo("small");
    assertThat(second.why()).contains("reason=default").contains("sticky=small");
    var why = stack.decision(second);
    assertThat(why.at("/details/sticky").asString("")).isEqualTo("small");
    checkChosen(why, "small");
  }

  @Test
  void aTargetThatFailsIsLeftWithinTenRequests() {
    stack.large.behave(StubBehaviour.normal().with("status", "500"));
    try {
      int failed = 0;
      var answer = askAndAwaitItsEnd();
      while (answer.target().equals("large")) {
        assertThat(answer.status()).isEqualTo(500);
        failed++;
        assertThat(failed).isLessThanOrEqualTo(10);
        answer = askAndAwaitItsEnd();
      }

      assertThat(failed).isPositive();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.target()).isEqualTo("small");
      assertThat(answer.why()).contains("instead_of=smart");
      var why = stack.decision(answer);
      assertThat(removed(why, "large")).isEqualTo("health open");
      assertThat(why.at("/details/instead_of").asString("")).isEqualTo("smart");
      checkChosen(why, "small");
      var standing = stack.target("large");
      assertThat(standing.path("state").asString("")).isEqualTo("open");
      assertThat(standing.at("/window/failed").asInt()).isGreaterThanOrEqualTo(5);
    } finally {
      stack.rotate("large", "forced_closed");
      stack.rotate("large", "automatic");
    }
    assertThat(stack.target("large").path("state").asString("")).isEqualTo("closed");
  }

  private static Answer askAndAwaitItsEnd() {
    double ended = ended();
    var answer = stack.ask("health", Chat.request(Chat.EASY));
    Processes.await("the log entry", () -> ended() > ended);
    return answer;
  }

  private static double ended() {
    return stack.runner.metric("sluice_exchanges_ended_total", "how=\"logged\"");
  }

  @Test
  void anOperatorTakesATargetOut() {
    stack.rotate("small", "forced_open");
    try {
      var answer = stack.ask("cost", Chat.request(Chat.EASY));

      assertThat(answer.target()).isEqualTo("small-eu");
      var why = stack.decision(answer);
      assertThat(removed(why, "small")).isEqualTo("health forced_open");
      checkChosen(why, "small-eu");
      assertThat(stack.target("small").path("state").asString("")).isEqualTo("forced_open");
    } finally {
      stack.rotate("small", "automatic");
    }
    assertThat(stack.ask("cost", Chat.request(Chat.EASY)).target()).isEqualTo("small");
  }

  @Test
  void aFullBudgetMovesARequestToWhatThePolicyLeaves() throws Exception {
    var answer = stack.ask("budget", Chat.request(Chat.HARD));

    assertThat(answer.target()).isEqualTo("small-eu");
    assertThat(answer.why()).contains("ai-token-limit;reason=degraded;budget=no-smart;tier=fast");
    assertThat(received("small-eu").path("model").asString("")).isEqualTo("mistral-small");
    var why = stack.decision(answer);
    assertThat(removed(why, "small")).isEqualTo("policy not-small");
    assertThat(why.at("/details/moved_from").asString("")).isEqualTo("large");
    checkChosen(why, "small-eu");
  }

  @Test
  void aConsumerHasItsShareOfTheTopTier() {
    var first = stack.ask("share", Chat.request(Chat.EASY));
    var second = stack.ask("share", Chat.request(Chat.EASY));
    var other = stack.askAs("bob", "share", Chat.request(Chat.EASY));

    assertThat(first.target()).isEqualTo("large");
    assertThat(second.target()).isEqualTo("small");
    assertThat(second.why()).contains("top_tier=share");
    assertThat(other.target()).isEqualTo("large");
    var why = stack.decision(second);
    assertThat(why.at("/details/top_tier").asString("")).isEqualTo("share");
    checkChosen(why, "small");
  }

  @ParameterizedTest
  @CsvSource({"auto, small, default", "best, large, client_model", "gpt-5.1, large, client_model"})
  void aClientMayNameAModel(String model, String target, String reason) {
    var answer =
        stack.ask("named", Chat.request(Chat.EASY).replace("\"auto\"", "\"" + model + "\""));

    assertThat(answer.target()).isEqualTo(target);
    var why = stack.decision(answer);
    assertThat(why.path("reason").asString("")).isEqualTo(reason);
    checkChosen(why, target);
  }

  @Test
  void whatAnotherConfigurationWouldHaveDoneIsInTheRecord() {
    var answer = stack.ask("shadow", Chat.request(Chat.EASY));

    assertThat(answer.target()).isEqualTo("large");
    Processes.await("the shadow", () -> stack.decision(answer).path("shadow").isObject());
    var why = stack.decision(answer);
    checkChosen(why, "large");
    assertThat(why.at("/shadow/chosen").asString("")).isEqualTo("small");
    assertThat(why.at("/shadow/differs").asBoolean(false)).isTrue();
    assertThat(why.at("/shadow/expected_usd").asDouble())
        .isPositive()
        .isLessThan(dollars(why, "large"));
    assertThat(stack.small.received()).isEmpty();
  }

  @Test
  void aGoodAnswerOfTheCheapTierIsTheClients() throws Exception {
    var answer = stack.ask("cascade", Chat.request(LONG));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.target()).isEqualTo("small");
    assertThat(answer.why()).contains("cascade=small").contains("gate=accepted");
    assertThat(answer.content()).startsWith("small/gpt-5-nano: Please tell");
    var asked = stack.small.awaitReceived(1).getFirst();
    assertThat(asked.headers("X-AI-Target")).containsExactly("small");
    assertThat(asked.headers("X-AI-Request-Id")).containsExactly(answer.header("X-AI-Request-Id"));
    assertThat(asked.headers("Authorization")).isEmpty();
    assertThat(stack.large.received()).isEmpty();
    var why = stack.decision(answer);
    assertThat(why.at("/details/gate").asString("")).isEqualTo("accepted");
    assertThat(why.at("/details/instead_of").asString("")).isEqualTo("large");
    assertThat(why.at("/details/first_micros").asString("")).isNotEmpty();
    checkChosen(why, "small");
  }

  @Test
  void aBadAnswerOfTheCheapTierIsFollowedByOneOfItsOwnTier() throws Exception {
    var answer =
        stack.ask(
            "cascade",
            "{\"response_format\":{\"type\":\"json_object\"}," + Chat.request(LONG).substring(1));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.target()).isEqualTo("large");
    assertThat(answer.why()).contains("cascade=small").contains("gate=format");
    assertThat(answer.content()).startsWith("large/gpt-5.1:");
    assertThat(stack.small.received()).hasSize(1);
    assertThat(stack.large.awaitReceived(1)).hasSize(1);
    var why = stack.decision(answer);
    assertThat(why.at("/details/gate").asString("")).isEqualTo("format");
    checkChosen(why, "large");
  }

  @Test
  void aStreamedRequestOfACascadeGoesToItsOwnTierAtOnce() {
    var answer = stack.ask("cascade", Chat.streamed(LONG));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.target()).isEqualTo("large");
    assertThat(answer.why()).contains("cascade=streamed");
    assertThat(stack.small.received()).isEmpty();
    checkChosen(stack.decision(answer), "large");
  }

  /** The one that was chosen has its price and its score, whatever else there is. */
  private static void checkChosen(JsonNode why, String target) {
    assertThat(why.path("candidates").size()).isEqualTo(3);
    assertThat(why.path("chosen").asString("")).isEqualTo(target);
    assertThat(why.at("/expected/target").asString("")).isEqualTo(target);
    assertThat(why.at("/expected/expected_usd").asDouble()).isPositive();
    assertThat(why.at("/expected/expected_quality").asDouble()).isBetween(0.01, 0.999);
  }

  private static double quality(JsonNode why, String target) {
    return candidate(why, target).path("expected_quality").asDouble();
  }

  private static double dollars(JsonNode why, String target) {
    return candidate(why, target).path("expected_usd").asDouble();
  }

  /** Returns what the target's provider received last. */
  private static JsonNode received(String target) throws InterruptedException {
    var provider = target.equals("small-eu") ? stack.smallEu : stack.small;
    return Chat.json(provider.awaitReceived(1).getLast().body().text());
  }
}
