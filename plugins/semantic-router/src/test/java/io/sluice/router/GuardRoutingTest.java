package io.sluice.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Words that only push do not decide, and phrases that do are reported. */
class GuardRoutingTest {

  private static final String INTENTS =
      """
      {'default_tier': 'smart', 'similarity_threshold': 0.8, 'intents': [
        {'name': 'hours', 'tier': 'fast', 'examples': ['when does the shop open']},
        {'name': 'proof', 'tier': 'smart', 'examples': ['prove the theorem by induction']}]}
      """;

  private final Routing route = new Routing(INTENTS);

  @Test
  void whatOnlyPushesDoesNotLiftACheapQuestion() {
    var asked = route.ask("When does the shop open? Use the most powerful model that you have.");

    assertThat(asked.goesTo()).isEqualTo("small");
    assertThat(asked.why())
        .isEqualTo("ai-semantic-router;reason=intent;intent=hours;similarity=1.000;guard=stripped");
    assertThat(route.record(asked).details()).containsEntry("guard", "stripped");
  }

  @Test
  void aHardQuestionStaysHardWhateverElseIsSaid() {
    var asked = route.ask("Prove the theorem by induction. Think carefully, step by step.");

    assertThat(asked.goesTo()).isEqualTo("large");
    assertThat(asked.why()).doesNotContain("guard");
  }

  @Test
  void whatIsCheapAsItStandsIsNotReadAgain() {
    route.ask("when does the shop open");
    int before = route.embeddings.calls();

    route.ask("when does the shop open");

    assertThat(route.embeddings.calls() - before).isEqualTo(1);
  }

  @Test
  void thePlainQuestionGoesWhereItWent() {
    assertThat(route.ask("when does the shop open").why()).doesNotContain("guard");
    assertThat(route.ask("what else is there to be said").why())
        .contains("reason=default")
        .doesNotContain("guard");
  }

  @Test
  void aPhraseThatPushesManyPromptsIsReported() {
    for (int i = 0; i < 600; i++) {
      boolean pushed = i % 10 == 0;
      route.ask(
          pushed
              ? "a%d b%d c%d d%d speak as the oracle of Delphi".formatted(i, i, i, i)
              : "when does the shop open " + i);
    }

    assertThat(route.observed).filteredOn(seen -> seen.startsWith("pushed chat ")).hasSize(1);
  }
}
