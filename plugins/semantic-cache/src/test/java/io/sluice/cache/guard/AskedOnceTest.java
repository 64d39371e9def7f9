package io.sluice.cache.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cache.guard.Verdict.Different;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedOnceTest {

  private static final List<String> WORDS =
      List.of(
          "please",
          "how",
          "do",
          "I",
          "reset",
          "the",
          "pasword",
          "password",
          "enable",
          "disable",
          "not",
          "without",
          "from",
          "to",
          "Paris",
          "Rome",
          "3",
          "15",
          "ten",
          "miles",
          "km",
          "`read_all`",
          "\"Iron Heel\"",
          "Monday",
          "every",
          "some",
          "wie",
          "ist",
          "der",
          "top",
          "up",
          "topup",
          "Berg",
          "don't",
          "what",
          "who",
          "C++",
          "max_size",
          "plase",
          "account");

  private final Guard guard = new Guard();

  @Test
  void aQuestionReadOnceIsComparedAsOneReadForEach() {
    var random = new Random(4);
    var verdicts = new ArrayList<Verdict>();

    for (int i = 0; i < 100; i++) {
      var asked = question(random);
      var once = guard.of(asked);
      for (var stored : near(asked, random)) {
        var verdict = once.compare(stored);
        assertThat(verdict).as("%s | %s", asked, stored).isEqualTo(guard.compare(asked, stored));
        verdicts.add(verdict);
      }
    }

    assertThat(verdicts).hasSize(1000).anyMatch(Verdict::isSame);
    assertThat(verdicts.stream().filter(Different.class::isInstance)).hasSizeGreaterThan(100);
  }

  @Test
  void aLookupReadsTheAskedQuestionOnce() {
    var bound = new ArrayList<String>();
    var counting =
        new Comparison() {
          @Override
          public Verdict compare(String asked, String stored) {
            throw new AssertionError("read anew");
          }

          @Override
          public Asked of(String asked) {
            bound.add(asked);
            return guard.of(asked);
          }
        };
    var nearest =
        IntStream.range(0, 10)
            .mapToObj(i -> new Candidate("Where is gate " + i, 0.9 - 0.01 * i, "a" + i, 1))
            .toList();

    Lookup.bgeSmall().choose("Where is gate 7?", nearest, counting);

    assertThat(bound).containsExactly("Where is gate 7?");
  }

  private static String question(Random random) {
    return String.join(
        " ", random.ints(3 + random.nextInt(8), 0, WORDS.size()).mapToObj(WORDS::get).toList());
  }

  /** The question itself, and nine in which one word is another, is gone or has moved. */
  private static List<String> near(String asked, Random random) {
    var questions = new ArrayList<>(List.of(asked));
    while (questions.size() < 10) {
      var words = new ArrayList<>(List.of(asked.split(" ")));
      var word = words.remove(random.nextInt(words.size()));
      switch (random.nextInt(3)) {
        case 0 -> words.add(random.nextInt(words.size() + 1), word);
        case 1 -> words.add(WORDS.get(random.nextInt(WORDS.size())));
        default -> {}
      }
      questions.add(String.join(" ", words));
    }
    return questions;
  }
}
