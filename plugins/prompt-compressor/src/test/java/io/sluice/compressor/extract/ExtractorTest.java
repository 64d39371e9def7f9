package io.sluice.compressor.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.compressor.text.TimeLimit;
import io.sluice.testkit.FakeEmbeddingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtractorTest {

  private static final List<String> SENTENCES =
      List.of(
          "The harbour was built by the Romans in the second century.",
          "Fishing is still the trade of most families.",
          "A railway came in 1871 and brought the first tourists.",
          "The lighthouse on the cape is 42 metres high.",
          "In winter the ferries do not run on Sundays.");

  private final FakeEmbeddingModel model = new FakeEmbeddingModel();

  @Test
  void theUnitThatAnswersIsKept() {
    assertThat(kept("How high is the lighthouse?", units(SENTENCES), 10)).isEqualTo(bits(3));
    assertThat(kept("When did the railway come?", units(SENTENCES), 10)).isEqualTo(bits(2));
  }

  @Test
  void everyScriptIsScored() {
    assertThat(kept("灯塔有多高？", units(List.of("渔业是主要的行业。", "海角上的灯塔高四十二米。", "渡轮冬天停开。")), 10))
        .isEqualTo(bits(1));
    assertThat(
            kept(
                "Wie hoch ist der Turm?",
                units(List.of("Im Winter fährt keine Fähre.", "Der Leuchtturm misst 42 Meter.")),
                10))
        .isEqualTo(bits(1));
    assertThat(
            kept(
                "متى بني الميناء؟",
                units(List.of("الصيد هو المهنة الرئيسية.", "بنى الرومان الميناء قديما.")),
                10))
        .isEqualTo(bits(1));
  }

  @Test
  void whatIsKeptStaysWithinTheBudget() {
    var random = new Random(3);
    for (int i = 0; i < 200; i++) {
      var units = new ArrayList<Unit>();
      for (int u = 0; u < random.nextInt(30); u++) {
        units.add(unit(SENTENCES.get(random.nextInt(5)), "", u / 3, 1 + random.nextInt(20), false));
      }
      int budget = random.nextInt(200);

      var kept = kept("Who built the harbour?", units, budget);

      assertThat(kept.stream().map(u -> units.get(u).size()).sum()).isLessThanOrEqualTo(budget);
    }
  }

  @Test
  void requiredUnitsStayAndCount() {
    var units = new ArrayList<>(units(SENTENCES));
    units.set(0, unit(SENTENCES.get(0), "", 0, 15, true));

    assertThat(kept("How high is the lighthouse?", units, 20)).isEqualTo(bits(0));
    assertThat(kept("How high is the lighthouse?", units, 25)).isEqualTo(bits(0, 3));
    assertThat(kept("How high is the lighthouse?", units, 0)).isEqualTo(bits(0));
  }

  @Test
  void anIdentifierOfTheQuestionIsAlwaysKept() {
    var random = new Random(5);
    var keys =
        IntStream.range(0, 75)
            .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()).toString())
            .toList();
    var units =
        IntStream.range(0, 75)
            .mapToObj(i -> unit("\"%s\": \"%s\"".formatted(keys.get(i), i), "", i, 40, false))
            .toList();
    for (int i = 0; i < 75; i += 7) {
      assertThat(kept("What is the value of \"%s\"?".formatted(keys.get(i)), units, 40))
          .isEqualTo(bits(i));
    }
  }

  @Test
  void aQuoteOfTheQuestionOutweighsItsOtherWords() {
    var units =
        units(
            List.of(
                "The harbour and the lighthouse and the ferries of the town.",
                "A song called Blue Water was sung there.",
                "Most families of the town fish near the harbour."));

    assertThat(kept("Who of the town's families near the harbour knows \"Blue Water\"?", units, 10))
        .isEqualTo(bits(1));
  }

  @Test
  void theHeadingOfAUnitCounts() {
    var units =
        List.of(
            unit("It has two million inhabitants.", "Vienna", 0, 10, false),
            unit("It has two million inhabitants, too.", "Hamburg", 1, 10, false));

    assertThat(kept("How many inhabitants has Hamburg?", units, 10)).isEqualTo(bits(1));
  }

  @Test
  void whatRepeatsABetterUnitIsKeptLast() {
    var units =
        units(
            List.of(
                "The lighthouse on the cape is 42 metres high today.",
                "The lighthouse on the cape is 42 metres high today.",
                "Fishing is still the trade of most families here."));

    assertThat(kept("How high is the lighthouse?", units, 20)).isEqualTo(bits(0, 2));
    assertThat(kept("How high is the lighthouse?", units, 30)).isEqualTo(bits(0, 1, 2));
  }

  @Test
  void inAConversationWhatIsSaidAroundAnAnswerIsKept() {
    var turns = new ArrayList<Unit>();
    for (int topic = 0; topic < 20; topic++) {
      for (int i = 0; i < 12; i++) {
        var says = "word%c%c topic%c".formatted('a' + i, 'a' + topic, 'a' + topic);
        turns.add(unit(says, i % 2 == 0 ? "Ann" : "Bob", turns.size(), 10, false));
      }
    }
    turns.set(90, unit("and now the budget for travel", "Ann", 90, 10, false));
    var kept = kept("What was said about the travel budget?", turns, 90);

    assertThat(kept.nextSetBit(0)).isGreaterThan(83);
    assertThat(kept.length()).isLessThan(98);
    assertThat(kept.cardinality()).isEqualTo(9);
  }

  @Test
  void withoutAQuestionWhatIsCentralIsKept() {
    var units =
        units(
            List.of(
                "Completely unrelated banana smoothie recipe.",
                "The harbour town lives from the harbour.",
                "The town and its harbour are old.",
                "Ships leave the harbour of the town."));

    var kept = kept("", units, 20);

    assertThat(kept.cardinality()).isEqualTo(2);
    assertThat(kept.get(0)).isFalse();
  }

  @Test
  void degenerateInputIsNoProblem() {
    assertThat(kept("anything", List.of(), 10)).isEqualTo(new BitSet());
    assertThat(kept("", List.of(), 10)).isEqualTo(new BitSet());
    assertThat(kept("\ud83d", units(List.of("\udc00", "\0", "", "?!")), 20).cardinality())
        .isEqualTo(2);
    assertThat(kept("the", units(List.of("x".repeat(200_000), " ")), 10).cardinality())
        .isEqualTo(1);
    assertThat(kept("long ".repeat(50_000), units(SENTENCES), 20).cardinality()).isEqualTo(2);
  }

  @Test
  void theSameInputGivesTheSameChoice() {
    var units = IntStream.range(0, 300).mapToObj(i -> SENTENCES.get(i % 5) + i).toList();
    var extractor = Extractor.withWords(model).withSentences(model, 1);

    var first = extractor.select("Who built the harbour?", units(units), 500, TimeLimit.none());

    assertThat(extractor.select("Who built the harbour?", units(units), 500, TimeLimit.none()))
        .isEqualTo(first);
  }

  @Test
  void nothingIsChosenWhenTheTimeIsUpBeforeTheScoresAreThere() {
    var clock = new AtomicLong();
    var limit = TimeLimit.of(Duration.ofNanos(2), clock::incrementAndGet);

    assertThat(new Extractor().select("Who?", units(SENTENCES), 20, limit)).isEmpty();
  }

  @Test
  void theSentenceModelIsAskedOnlyForItsShareOfTheTime() {
    var units = units(IntStream.range(0, 200).mapToObj(i -> SENTENCES.get(i % 5) + i).toList());
    var clock = new AtomicLong();
    var slow = new FakeEmbeddingModel();
    var limit = TimeLimit.of(Duration.ofMillis(30), () -> slow.calls() * 2_000_000L + clock.get());

    var kept = new Extractor().withSentences(slow, 0.5).select("Who built it?", units, 400, limit);

    assertThat(kept).isPresent();
    assertThat(limit.used()).isLessThanOrEqualTo(0.5);
    assertThat(slow.calls()).isBetween(5, 7);
  }

  @Test
  void theSentenceModelIsAskedAboutWhatIsNearTheCut() {
    var texts =
        new ArrayList<>(
            IntStream.range(0, 100).mapToObj(i -> "the sea was calm on day " + i).toList());
    texts.set(50, "The lighthouse is high");
    var asked = new FakeEmbeddingModel();
    var limit = TimeLimit.of(Duration.ofNanos(8), asked::calls);

    new Extractor()
        .withSentences(asked, 1)
        .select("How high is the lighthouse in the sea?", units(texts), 10, limit);

    assertThat(asked.asked()).contains("The lighthouse is high");
  }

  @Test
  void aPromptInAnotherLanguageIsNotForTheSentenceModel() {
    var german = units(List.of("Der Turm ist hoch.", "Die Fähre fährt nicht.", "Es regnet oft."));

    new Extractor().withSentences(model, 1).select("Wie hoch?", german, 10, TimeLimit.none());

    assertThat(model.calls()).isZero();
  }

  @Test
  void aRankingServesOtherBudgets() {
    var ranking =
        new Extractor()
            .rank("How high is the lighthouse?", units(SENTENCES), 20, TimeLimit.none())
            .orElseThrow();

    assertThat(ranking.within(10)).isEqualTo(bits(3));
    assertThat(ranking.within(1000).cardinality()).isEqualTo(5);
    assertThat(ranking.within(0)).isEqualTo(new BitSet());
  }

  private BitSet kept(String question, List<Unit> units, long budget) {
    return new Extractor().select(question, units, budget, TimeLimit.none()).orElseThrow();
  }

  private static List<Unit> units(List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> unit(texts.get(i), "", 0, 10, false))
        .toList();
  }

  private static Unit unit(String text, String heading, int passage, int size, boolean required) {
    return new Unit(text, heading, passage, passage, size, required);
  }

  private static BitSet bits(int... numbers) {
    var bits = new BitSet();
    IntStream.of(numbers).forEach(bits::set);
    return bits;
  }
}
