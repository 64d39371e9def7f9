package io.sluice.compressor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a long message says what is asked for. */
class QuestionTest {

  private static final String CONTEXT = "A sentence of the report.\n\n".repeat(100);

  private static List<String> places(Question question, String text) {
    return question.places().stream().map(place -> place.of(text)).toList();
  }

  @Test
  void aShortTextIsAQuestionAltogether() {
    assertThat(places(Question.in("Who is it?", ""), "Who is it?")).containsExactly("Who is it?");
  }

  @Test
  void aQuestionAfterItsContextIsFound() {
    var text = CONTEXT + "Question: who wrote it?\nAnswer:";

    var question = Question.in(text, text);

    assertThat(question.words()).isEqualTo("who wrote it?");
    assertThat(places(question, text))
        .containsExactly("A sentence of the report.", "Question: who wrote it?\nAnswer:");
  }

  @Test
  void aQuestionBeforeItsContextIsFound() {
    var text = "Who wrote it?\n\n" + CONTEXT;

    assertThat(Question.in(text, text).words()).isEqualTo("Who wrote it?");
  }

  @Test
  void instructionsWithoutAQuestionMarkCountAtBothEnds() {
    var text = "Summarise this report.\n\n" + CONTEXT + "Use three bullet points.";

    var question = Question.in(text, text);

    assertThat(question.words()).isEqualTo("Summarise this report.\nUse three bullet points.");
  }

  @Test
  void knownWordsOfAPersonAreKeptWhereverTheyStand() {
    var text = CONTEXT + "who wrote it\n\n" + CONTEXT;

    var question = Question.in(text, "who wrote it");

    assertThat(question.words()).isEqualTo("who wrote it");
    assertThat(places(question, text)).contains("who wrote it");
  }

  @Test
  void theLastSentencesOfOneLineAreTaken() {
    var text = "这是报告中的一句话。".repeat(200) + "谁写的？";

    var question = Question.in(text, text);

    assertThat(question.words()).endsWith("谁写的？");
    assertThat(question.words().length()).isLessThan(420);
  }

  @Test
  void theFirstTurnOfAConversationIsNoInstruction() {
    var turns = "Ann: I was there.\nBen: So was I.\n".repeat(60);
    var shown = turns + "\nWho was there?";
    var told = "Task: Read this.\n" + shown;

    assertThat(places(Question.in(shown, ""), shown)).containsExactly("Who was there?");
    assertThat(places(Question.in(told, ""), told))
        .containsExactly("Task: Read this.", "Who was there?");
  }

  @Test
  void aLongParagraphBeforeAQuestionIsNoInstruction() {
    var paragraph = "The report tells of rain and of snow. ".repeat(12);
    var asked = paragraph + "\n\n" + CONTEXT + "Who wrote it?";
    var instructed = paragraph + "\n\n" + CONTEXT + "In German, please.";

    assertThat(places(Question.in(asked, ""), asked)).containsExactly("Who wrote it?");
    assertThat(places(Question.in(instructed, ""), instructed)).hasSize(2);
  }

  @Test
  void theFirstDocumentIsNoInstruction() {
    var text = "Document [1](Title: Rain) It rains.\n\n" + CONTEXT + "Question: who wrote it";

    var question = Question.in(text, text);

    assertThat(places(question, text)).containsExactly("Question: who wrote it");
    assertThat(question.words()).isEqualTo("who wrote it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": [1, 2]}", "[1,\n\n2]", "<doc>a</doc>", "```\ncode\n```"})
  void whatHasAStructureIsNotCut(String piece) {
    var text = piece.replace("1", "1".repeat(900)).replace("a", "a".repeat(900));
    var long_ = text.length() > 800 ? text : text.replace("code", "code ".repeat(300));

    assertThat(Question.in(long_, long_).places()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n\n"})
  void nothingAsksForNothing(String text) {
    assertThat(Question.in(text.repeat(900), "").words()).isEmpty();
  }

  @Test
  void placesThatTouchAreOne() {
    var text = "Who wrote it?\n\n" + CONTEXT;

    assertThat(Question.in(text, "Who wrote it?").places()).hasSize(2);
  }
}
