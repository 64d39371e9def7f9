package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.testkit.FakeEmbeddingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticRouteTest {

  private static final String INTENTS =
      """
      {"default_tier": "smart", "intents": [
        {"name": "greeting", "tier": "fast", "examples": ["hello there", "good evening"]},
        {"name": "account", "tier": "fast", "similarity_threshold": 0.8,
         "examples": ["reset my password", "close my account"]},
        {"name": "proof", "tier": "smart", "examples": ["prove the theorem by induction"]}]}
      """;

  private final FakeEmbeddingModel embeddings = new FakeEmbeddingModel();

  @Test
  void theNearestIntentThatClaimsAQuestionGetsIt() {
    assertThat(decided(INTENTS, "Good evening!"))
        .isEqualTo("small: ai-semantic-router;reason=intent;intent=greeting;similarity=1.000");
    assertThat(decided(INTENTS, "prove the theorem"))
        .isEqualTo("large: ai-semantic-router;reason=intent;intent=proof;similarity=0.775");
  }

  @Test
  void theNearerOfTwoThatClaimGetsIt() {
    assertThat(
            decided(
                """
                {"default_tier": "smart", "similarity_threshold": 0.3, "intents": [
                  {"name": "far", "tier": "smart", "examples": ["reset a router at home"]},
                  {"name": "near", "tier": "fast", "examples": ["reset a router"]},
                  {"name": "farther", "tier": "smart", "examples": ["reset it"]}]}
                """,
                "reset router"))
        .isEqualTo("small: ai-semantic-router;reason=intent;intent=near;similarity=0.816");
  }

  @Test
  void theFirstOfTwoThatAreEquallyNearGetsIt() {
    assertThat(
            decided(
                """
                {"default_tier": "smart", "intents": [
                  {"name": "first", "tier": "fast", "examples": ["reset router"]},
                  {"name": "second", "tier": "smart", "examples": ["reset router"]}]}
                """,
                "reset router"))
        .startsWith("small: ai-semantic-router;reason=intent;intent=first;");
  }

  @Test
  void anIntentThatIsNearerButDoesNotClaimDoesNotStandInTheWay() {
    assertThat(
            decided(
                """
                {"default_tier": "smart", "intents": [
                  {"name": "strict", "tier": "smart", "similarity_threshold": 0.9,
                   "examples": ["reset my router"]},
                  {"name": "easy", "tier": "fast", "similarity_threshold": 0.3,
                   "examples": ["reset a phone"]}]}
                """,
                "reset router"))
        .isEqualTo("small: ai-semantic-router;reason=intent;intent=easy;similarity=0.408");
  }

  @Test
  void whatNoIntentClaimsGoesToTheDefaultTierAndNamesTheNearest() {
    assertThat(decided(INTENTS, "reset my pin"))
        .isEqualTo("large: ai-semantic-router;reason=default;nearest=account;similarity=0.667");
    assertThat(decided(INTENTS, "translate"))
        .isEqualTo("large: ai-semantic-router;reason=default;nearest=greeting;similarity=0.000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "reset my password",
        "a b c",
        "one two three four five",
        "one two three four five six seven",
        "one two three four five six seven eight nine ten eleven"
      })
  void anExampleItselfReachesAThresholdOfOne(String text) {
    var intents =
        """
        {"default_tier": "smart", "similarity_threshold": 1, "intents": [
          {"name": "same", "tier": "fast", "examples": ["%s"]}]}
        """
            .formatted(text);

    assertThat(decided(intents, text)).startsWith("small: ai-semantic-router;reason=intent;");
    assertThat(decided(intents, text + " please")).startsWith("large: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\\n\\t"})
  void aBlankQuestionGoesToTheDefaultTier(String text) {
    assertThat(decided(INTENTS, text)).isEqualTo("large: ai-semantic-router;reason=no_question");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[]}",
        "{\"messages\":[{\"role\":\"system\",\"content\":\"good evening\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}"
      })
  void aConversationWithoutAQuestionGoesToTheDefaultTier(String body) {
    assertThat(decided(INTENTS, Fixture.body(body)))
        .isEqualTo("large: ai-semantic-router;reason=no_question");
  }

  @Test
  void theLastThingTheUserSaidIsTheQuestion() {
    assertThat(
            decided(
                INTENTS,
                Fixture.body(
                    """
                    {"messages": [
                      {"role": "system", "content": "prove the theorem by induction"},
                      {"role": "user", "content": "close my account"},
                      {"role": "user", "content": "good evening"},
                      {"role": "assistant", "content": "reset my password"}]}
                    """)))
        .isEqualTo("small: ai-semantic-router;reason=intent;intent=greeting;similarity=1.000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"input\":\"good evening\"}", "[1]"})
  void aBodyThatIsNotUnderstoodPasses(String body) {
    var route = Fixture.prepare(embeddings, INTENTS);
    var exchange = Fixture.body(body);

    assertThat(route.onRequest(exchange)).isEqualTo(Action.pass());
    assertThat(route.onFailure(exchange)).isEqualTo(Action.pass());
  }

  @Test
  void theModelsFailureIsNotCaught() {
    var route = Fixture.prepare(embeddings, INTENTS);
    embeddings.fail();

    assertThatThrownBy(() -> route.onRequest(Fixture.question("good evening")))
        .isInstanceOf(DependencyException.class);
  }

  @Test
  void afterAFailureARequestGoesToTheDefaultTier() {
    var route = Fixture.prepare(embeddings, INTENTS);
    embeddings.fail();

    var action = route.onFailure(Fixture.question("good evening"));

    assertThat(shown(action)).isEqualTo("large: ai-semantic-router;reason=failure");
  }

  @Test
  void aRouteIsNotPreparedWithoutTheModel() {
    embeddings.fail();

    assertThatThrownBy(() -> Fixture.prepare(embeddings, INTENTS))
        .isInstanceOf(DependencyException.class);
  }

  @Test
  void examplesAreEmbeddedOnceAndAQuestionOncePerExchange() {
    var route = Fixture.prepare(embeddings, INTENTS);
    var examples =
        new String[] {
          "greeting",
          "hello there",
          "good evening",
          "account",
          "reset my password",
          "close my account",
          "proof",
          "prove the theorem by induction"
        };

    assertThat(embeddings.asked()).containsExactlyInAnyOrder(examples);

    var exchange = Fixture.question("hello");
    route.onRequest(exchange);
    route.onRequest(exchange);
    route.onFailure(exchange);

    assertThat(embeddings.asked().subList(examples.length, embeddings.calls()))
        .containsExactly("hello");

    route.onRequest(Fixture.question("hello"));

    assertThat(embeddings.calls()).isEqualTo(examples.length + 2);
  }

  private String decided(String config, String question) {
    return decided(config, Fixture.question(question));
  }

  private String decided(String config, ChatExchange exchange) {
    return shown(Fixture.prepare(embeddings, config).onRequest(exchange));
  }

  private static String shown(Action action) {
    assertThat(action).isInstanceOf(Action.Rewrite.class);
    var changes = ((Action.Rewrite) action).changes();
    return "%s: %s"
        .formatted(
            ((Change.RouteTo) changes.getFirst()).target().name(),
            ((Change.Explain) changes.get(1)).decision());
  }
}
