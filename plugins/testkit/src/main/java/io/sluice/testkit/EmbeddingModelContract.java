package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Embedding;
import io.sluice.exchange.EmbeddingModel;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every embedding model has to do. */
public abstract class EmbeddingModelContract {

  private static final List<String> QUESTIONS =
      List.of(
          "How do I reset my password?",
          "",
          "Prove that the square root of two is irrational.",
          "Übersetze diesen Satz ins Französische.",
          "退款需要多长时间？",
          "word ".repeat(120));

  /** Returns the model to be tested; the same one each time will do. */
  protected abstract EmbeddingModel model();

  /** Returns a text of which the model does not read the end. */
  protected String moreThanTheModelReads() {
    return "and so on ".repeat(20_000);
  }

  @Test
  void namesItself() {
    assertThat(model().id()).isNotBlank().isEqualTo(model().id());
  }

  @Test
  void givesVectorsOfLengthOne() {
    for (var question : QUESTIONS) {
      var embedding = model().embed(question);

      assertThat(embedding.similarity(embedding)).isCloseTo(1f, within(1e-5f));
    }
  }

  @Test
  void givesAsManyDimensionsAsItSays() {
    for (var question : QUESTIONS) {
      assertThat(model().embed(question).dimensions()).isEqualTo(model().dimensions());
    }
  }

  @Test
  void givesDifferentTextsDifferentEmbeddings() {
    assertThat(QUESTIONS.stream().map(model()::embed).distinct()).hasSameSizeAs(QUESTIONS);
  }

  @Test
  void givesTheSameTextTheSameEmbeddingWhateverElseIsEmbedded() throws Exception {
    var alone = QUESTIONS.stream().map(model()::embed).toList();

    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<List<Embedding>> all = () -> QUESTIONS.stream().map(model()::embed).toList();
      var answers = threads.invokeAll(Collections.nCopies(16, all));

      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void cutsALongTextAtItsEnd() {
    var start = moreThanTheModelReads();

    var embedding = model().embed(start + "about cats");

    assertThat(embedding).isEqualTo(model().embed(start + "about tax law"));
  }

  @Test
  void embedsWhateverAStringCanHold() {
    var texts =
        Stream.of(
            "\0",
            "\uD83D",
            "\uDE00\uD83D",
            "😀👩‍👩‍👧",
            "\uFFFF\uFFFE",
            "\u202Eabc",
            "e\u0301\u0301",
            " \t\r\n",
            "x".repeat(100_000));

    assertThat(texts.map(model()::embed))
        .allSatisfy(
            embedding -> assertThat(embedding.similarity(embedding)).isCloseTo(1f, within(1e-5f)));
  }

  @Test
  void leavesAnInterruptedThreadInterrupted() {
    Embedding embedding = model().embed("hello");

    Thread.currentThread().interrupt();
    try {
      // An answer that needed no wait is as good as an early end.
      assertThat(model().embed("hello")).isEqualTo(embedding);
    } catch (DependencyException e) {
      assertThat(e).hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(model().embed("hello")).isEqualTo(embedding);
  }
}
