package io.sluice.router.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.asked.Ask;
import io.sluice.testkit.FakeEmbeddingModel;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IntentClassifierTest {

  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  private static final IntentExamples PASSWORD =
      intent(
          "reset_password",
          "reset my password",
          "I forgot my password",
          "my password does not work",
          "change the password");

  private static final IntentExamples WEATHER =
      intent(
          "weather",
          "will it rain tomorrow",
          "how warm will it be tomorrow",
          "does the sun shine today",
          "weather in Berlin");

  private static final IntentExamples ORDER =
      intent(
          "track_order",
          "where is my order",
          "track my parcel",
          "when does the order arrive",
          "the parcel is late");

  private final FakeEmbeddingModel model = new FakeEmbeddingModel();
  private final IntentClassifier learned = learn(PASSWORD, WEATHER, ORDER);

  private static IntentExamples intent(String name, String... examples) {
    return new IntentExamples(name, List.of(examples), List.of());
  }

  private IntentClassifier learn(IntentExamples... intents) {
    return IntentClassifier.learn(List.of(intents), SentenceModels.of(model));
  }

  private static Guess best(IntentClassifier classifier, String question) {
    return classifier.classify(Ask.of(question));
  }

  @Test
  void aQuestionBelongsToTheIntentWhoseExamplesItIsLike() {
    assertThat(best(learned, "the password is forgotten").intent()).isEqualTo(0);
    assertThat(best(learned, "rain in Berlin tomorrow").intent()).isEqualTo(1);
    assertThat(best(learned, "my parcel and my order").intent()).isEqualTo(2);
  }

  @Test
  void similarityIsTheCosineOfTheIntentsNearestExample() {
    var question = "track my order";

    for (var guess : learned.rank(Ask.of(question))) {
      var examples = List.of(PASSWORD, WEATHER, ORDER).get(guess.intent()).examples();
      var nearest =
          examples.stream()
              .map(example -> model.embed(question).similarity(model.embed(example)))
              .max(Float::compare);
      assertThat(guess.similarity()).isCloseTo(nearest.orElseThrow(), ROUNDING);
    }
  }

  @Test
  void thresholdsAreCosinesOfTheFirstModelWhateverTheSecondSays() {
    var second = new FakeEmbeddingModel();
    var classifier =
        IntentClassifier.learn(
            List.of(PASSWORD, WEATHER, ORDER), new SentenceModels(model, new OtherModel(second)));

    var guess = best(classifier, "I forgot my pin");

    assertThat(guess.intent()).isEqualTo(0);
    assertThat(guess.similarity())
        .isCloseTo(
            model.embed("I forgot my pin").similarity(model.embed("I forgot my password")),
            ROUNDING);
    assertThat(second.calls()).isPositive();
  }

  @Test
  void allIntentsAreRankedAndTheirProbabilitiesSumToOne() {
    var ranked = learned.rank(Ask.of("where is my order"));

    assertThat(ranked).extracting(Guess::intent).startsWith(2).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(ranked.stream().mapToDouble(Guess::probability).sum())
        .isCloseTo(1, Offset.offset(1e-5));
    assertThat(ranked)
        .allSatisfy(guess -> assertThat(guess.confidence()).isBetween(0.0, 1.0))
        .first()
        .isEqualTo(best(learned, "where is my order"));
  }

  @Test
  void whatBelongsNowhereHasLessConfidence() {
    assertThat(best(learned, "who painted this picture").confidence())
        .isLessThan(0.5 * best(learned, "I forgot my password").confidence());
  }

  @Test
  void theSameExamplesGiveTheSameClassifier() {
    var again = learn(PASSWORD, WEATHER, ORDER);

    for (var question : List.of("my order", "password", "rain", "nothing of it")) {
      assertThat(again.rank(Ask.of(question))).isEqualTo(learned.rank(Ask.of(question)));
    }
  }

  @Test
  void anIntentIsRefusedWhatIsNearerToOneOfItsNegativeExamples() {
    var classifier =
        learn(
            new IntentExamples(
                PASSWORD.name(), PASSWORD.examples(), List.of("crack the password of a stranger")),
            WEATHER,
            ORDER);

    var ranked = classifier.rank(Ask.of("crack a password"));

    assertThat(ranked.getLast()).matches(Guess::refused).extracting(Guess::intent).isEqualTo(0);
    assertThat(best(classifier, "I forgot my password"))
        .matches(guess -> !guess.refused())
        .extracting(Guess::intent)
        .isEqualTo(0);
  }

  @Test
  void aNegativeExampleMakesItsIntentLessProbable() {
    var taught =
        learn(
            new IntentExamples(
                PASSWORD.name(), PASSWORD.examples(), List.of("crack the password of a stranger")),
            WEATHER,
            ORDER);
    var question = Ask.of("the password of a stranger");

    assertThat(probability(taught, question)).isLessThan(probability(learned, question));
  }

  private static double probability(IntentClassifier classifier, Ask question) {
    return classifier.rank(question).stream()
        .filter(guess -> guess.intent() == 0)
        .findFirst()
        .orElseThrow()
        .probability();
  }

  @Test
  void withFewExamplesTheNearestDecides() {
    var few =
        learn(
            intent("a", "reset my password"),
            intent("b", "will it rain tomorrow", "how warm will it be tomorrow"));

    assertThat(best(few, "reset it").intent()).isEqualTo(0);
    assertThat(best(few, "will it be warm").intent()).isEqualTo(1);
    assertThat(best(few, "will it be warm").confidence())
        .isGreaterThan(best(few, "purple").confidence());
  }

  @Test
  void theIntentListedFirstWinsATieOfTheNearest() {
    var tied = learn(intent("a", "reset my password"), intent("b", "reset my password"));

    assertThat(best(tied, "reset my password").intent()).isEqualTo(0);
    assertThat(best(tied, "nothing alike").intent()).isEqualTo(0);
  }

  @Test
  void withFewExamplesTheSecondModelIsNeverAsked() {
    var second = new FakeEmbeddingModel();

    var alone =
        IntentClassifier.learn(
            List.of(PASSWORD), new SentenceModels(model, new OtherModel(second)));
    var guess = best(alone, "reset my password");

    assertThat(guess.similarity()).isCloseTo(1f, ROUNDING);
    assertThat(second.calls()).isZero();
  }

  @Test
  void examplesThatAreAllTheSameTextDoNoHarm() {
    var same = intent("same", "hello", "hello", "hello");

    var guess = best(learn(same, same), "hello");

    assertThat(guess.intent()).isEqualTo(0);
    assertThat(guess.confidence()).isBetween(0.0, 1.0);
  }

  @Test
  void manyIntentsAreLearned() {
    var intents =
        IntStream.range(0, 60)
            .mapToObj(
                i -> intent("i" + i, "do thing" + i, "please thing" + i, "thing" + i + " now"))
            .toList();
    var classifier = IntentClassifier.learn(intents, SentenceModels.of(model));

    assertThat(IntStream.range(0, 60).filter(i -> best(classifier, "thing" + i).intent() == i))
        .hasSizeGreaterThanOrEqualTo(58);
  }

  @Test
  void aModelThatFailsIsSaid() {
    model.fail();

    assertThatThrownBy(() -> learn(PASSWORD, WEATHER)).isInstanceOf(DependencyException.class);
    assertThatThrownBy(() -> best(learned, "hello")).isInstanceOf(DependencyException.class);
  }

  @Test
  void anIntentNeedsAnExample() {
    assertThatThrownBy(() -> intent("empty")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> learn()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameIsReadAsAPersonWouldWriteIt() {
    assertThat(intent("cardArrival_2", "x").spoken()).isEqualTo("card arrival 2");
    assertThat(intent("faq.track-order", "x").spoken()).isEqualTo("faq track order");
  }
}
