package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.FakeEmbeddingModel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticRouterConfigTest {

  private final FakeEmbeddingModel embeddings = new FakeEmbeddingModel();

  @Test
  void readsWhatIsWritten() {
    var config =
        read(
            """
            {"default_tier": "smart", "similarity_threshold": 0.6, "intents": [
              {"name": "greeting", "tier": "fast", "examples": ["hello", "good evening"]},
              {"name": "proof", "tier": "smart", "similarity_threshold": 1, "examples": ["prove"]}]}
            """);

    assertThat(config.defaultTier()).isEqualTo("smart");
    assertThat(config.intents())
        .containsExactly(
            new IntentConfig(
                "greeting", "fast", 0.6, 0, List.of("hello", "good evening"), List.of()),
            new IntentConfig("proof", "smart", 1, 0, List.of("prove"), List.of()));
  }

  @Test
  void readingEmbedsNothing() {
    read(withIntent("{\"name\": \"a\", \"tier\": \"fast\", \"examples\": [\"x\"]}"));

    assertThat(embeddings.calls()).isZero();
  }

  @Test
  void everyProblemStandsInOneMessage() {
    assertRefused(
        """
        {"default_tier": "genius", "similarity_threshold": 1.2, "tiers": 3, "intents": [
          {"name": "two words", "tier": "slow", "similarity_threshold": 0, "examples": ["a", " "]},
          {"name": "b", "tier": "fast", "examples": []},
          {"name": "c", "tier": "fast", "examples": ["x"], "threshold": 0.5},
          {"name": "c", "tier": "fast", "examples": ["y"]},
          "d"]}
        """,
        "similarity_threshold must be in (0, 1], but was 1.2",
        "default_tier must be one of fast, smart, but was \"genius\"",
        "intents[0].tier must be one of fast, smart, but was \"slow\"",
        "intents[0].name must be 1 to 64 letters, digits or _ . : -, the first a letter or digit,"
            + " but was \"two words\"",
        "intents[0].similarity_threshold must be in (0, 1], but was 0.0",
        "intents[0].examples[1] must be an utterance, but was \" \"",
        "intents[1].examples must be at least one utterance, but was []",
        "intents[2].threshold must be a known key (confidence_threshold, examples, name,"
            + " negative_examples, similarity_threshold, tier),"
            + " but was 0.5",
        "intents[4] must be an object, but was \"d\"",
        "tiers must be a known key (cascade, client_model, complexity, confidence_threshold,"
            + " default_tier, expected_completion_tokens, experiment, intents, objective, policies,"
            + " quality_bar, shadow, similarity_threshold, stickiness, top_tier, weights), but was"
            + " 3");
  }

  @Test
  void nothingAtAllLacksATier() {
    assertRefused("{}", "default_tier must be a text, but was absent");
  }

  @Test
  void anIntentNeedsANameATierAndAnExample() {
    assertRefused(
        withIntent("{}"),
        "intents[0].name must be a text, but was absent",
        "intents[0].tier must be a text, but was absent",
        "intents[0].examples must be at least one utterance, but was []");
  }

  @Test
  void aNameIsUsedOnce() {
    assertRefused(
        """
        {"default_tier": "smart", "intents": [
          {"name": "a", "tier": "fast", "examples": ["x"]},
          {"name": "b", "tier": "fast", "examples": ["y"]},
          {"name": "a", "tier": "smart", "examples": ["z"]}]}
        """,
        "intents[2].name must be used once, but was \"a\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.5", "1.000001", "7"})
  void aThresholdIsACosine(String threshold) {
    assertThatThrownBy(() ->
            read(
                """
                {"default_tier": "smart", "similarity_threshold": %s,
                 "intents": [{"name": "a", "tier": "fast", "examples": ["x"]}]}
                """
                    .formatted(threshold)))
        .hasMessage(
            "ai-semantic-router: similarity_threshold must be in (0, 1], but was "
                + Double.valueOf(threshold));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"0.5\"  | similarity_threshold must be a number, but was \"0.5\"",
        "null     | similarity_threshold must be a number, but was null",
        "[0.5]    | similarity_threshold must be a number, but was [0.5]"
      })
  void aThresholdIsANumber(String threshold, String problem) {
    assertRefused(
        """
        {"default_tier": "smart", "similarity_threshold": %s,
         "intents": [{"name": "a", "tier": "fast", "examples": ["x"]}]}
        """
            .formatted(threshold),
        problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t\\n", "\\u2003"})
  void anExampleIsNotBlank(String example) {
    assertThatThrownBy(() ->
            read(
                withIntent(
                    "{\"name\": \"a\", \"tier\": \"fast\", \"examples\": [\"x\", \"%s\"]}"
                        .formatted(example))))
        .hasMessageStartingWith(
            "ai-semantic-router: intents[0].examples[1] must be an utterance, but was \"");
  }

  @Test
  void fiveThousandExamplesAreEnough() {
    var most = twoIntents(2500, 2500);
    var tooMany = twoIntents(2500, 2501);

    assertThat(read(most).intents()).hasSize(2);
    assertRefused(tooMany, "intents must be of at most 5000 examples together, but was 5001");
  }

  private static String twoIntents(int first, int second) {
    return """
    {"default_tier": "smart", "intents": [
      {"name": "a", "tier": "fast", "examples": [%s]},
      {"name": "b", "tier": "fast", "examples": [%s]}]}
    """
        .formatted(examples(first), examples(second));
  }

  private static String examples(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\"")
        .collect(Collectors.joining(","));
  }

  private static String withIntent(String intent) {
    return "{\"default_tier\": \"smart\", \"intents\": [%s]}".formatted(intent);
  }

  private void assertRefused(String json, String... problems) {
    assertThatThrownBy(() -> read(json))
        .hasMessage("ai-semantic-router: " + String.join("; ", problems));
  }

  private SemanticRouterConfig read(String json) {
    return Fixture.read(embeddings, json);
  }
}
