package io.sluice.vectors;

import static io.sluice.testkit.cache.Entries.id;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static io.sluice.vectors.Heads.ACME;
import static io.sluice.vectors.Heads.START;
import static io.sluice.vectors.Heads.head;
import static io.sluice.vectors.Heads.questions;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.Near;
import io.sluice.testkit.FakeEmbeddingModel;
import io.sluice.testkit.cache.Entries;
import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryIndexTest {

  private static final String QUESTION = "How do I reset my password?";

  private final MovableClock clock = new MovableClock(START);
  private final EntryIndex index = new EntryIndex(clock, Optional.empty());

  @Test
  void forgetsWhatIsRemovedOnce() {
    index.put(head(ACME, QUESTION, vector(0)));

    assertThat(index.remove(id(ACME, QUESTION))).isTrue();
    assertThat(index.remove(id(ACME, QUESTION))).isFalse();
    assertThat(index.get(id(ACME, QUESTION))).isEmpty();
    assertThat(index.nearest(ACME, vector(0), 1)).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Test
  void forgetsEverythingWhenItIsCleared() {
    index.put(head(ACME, "a", vector(0)));
    index.put(head(partition("globex"), "b", vector(0)));

    index.clear();

    assertThat(index.size()).isZero();
    assertThat(index.count(EntryFilter.ALL)).isZero();
    assertThat(index.nearest(ACME, vector(0), 1)).isEmpty();
  }

  @Test
  void letsGoOfTheLongestExpiredFirst() {
    index.put(head(ACME, "later", vector(0)));
    var sooner = Entries.entry(ACME, "sooner", vector(1), "a", START.minusSeconds(1)).head();
    index.put(sooner);

    clock.set(START.plus(Entries.LIFETIME));

    assertThat(index.dropExpired(1)).containsExactly(sooner);
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.dropExpired(10)).hasSize(1);
    assertThat(index.dropExpired(10)).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Test
  void keepsWhatWasPutAgainWithALaterEnd() {
    index.put(head(ACME, QUESTION, vector(0)));
    var again = Entries.entry(ACME, QUESTION, vector(0), "a", START.plusSeconds(60)).head();
    index.put(again);

    clock.set(START.plus(Entries.LIFETIME));

    assertThat(index.dropExpired(10)).isEmpty();
    assertThat(index.get(again.id())).contains(again);
  }

  @Test
  void movesAnEntryThatIsPutIntoAnotherPartition() {
    var before = head(ACME, QUESTION, vector(0));
    var other = partition("other");
    index.put(before);

    index.put(
        new io.sluice.exchange.cache.EntryHead(
            before.id(),
            other,
            before.origin(),
            before.question(),
            before.context(),
            before.embedding(),
            before.answer(),
            before.created(),
            before.freshUntil(),
            before.expires()));

    assertThat(index.nearest(ACME, vector(0), 1)).isEmpty();
    assertThat(index.nearest(other, vector(0), 1)).hasSize(1);
  }

  @Test
  void findsNothingWithAVectorOfAnotherModel() {
    index.put(head(ACME, QUESTION, vector(0)));

    assertThat(index.nearest(ACME, Embedding.of(new float[] {1, 0, 0}), 1)).isEmpty();
  }

  @Test
  void ordersByTheEmbeddingsThemselvesNotByRoundedOnes() {
    for (int i = 0; i < 10; i++) {
      index.put(head(ACME, "at " + i, vector(i * 0.01)));
    }

    assertThat(questions(index.nearest(ACME, vector(0), 3)))
        .containsExactly("at 0", "at 1", "at 2");
  }

  @Test
  void remembersOnlyWhatIsThereAfterManyPutsAndRemovals() {
    var random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      var question = "q" + random.nextInt(200);
      if (random.nextInt(3) == 0) {
        index.remove(id(ACME, question));
      } else {
        index.put(head(ACME, question, vector(random.nextInt(90))));
      }
    }

    var left = index.list(EntryFilter.ALL, Optional.empty(), 1_000);
    assertThat(index.nearest(ACME, vector(0), 1_000))
        .extracting(Near::head)
        .containsExactlyInAnyOrderElementsOf(left);
    assertThat(index.nearest(ACME, vector(0), 1_000)).extracting(Near::phrasings).containsOnly(1);
  }

  @Test
  void holdsNothingNearWhereNothingIs() {
    assertThat(index.mayHoldNear(ACME, QUESTION)).isFalse();

    index.put(head(partition("globex"), QUESTION, vector(0)));

    assertThat(index.mayHoldNear(ACME, QUESTION)).isFalse();
    assertThat(index.mayHoldNear(partition("globex"), "anything")).isTrue();
  }

  @Test
  void holdsNothingNearWhereEverythingIsGone() {
    index.put(head(ACME, QUESTION, vector(0)));
    index.remove(id(ACME, QUESTION));

    assertThat(index.mayHoldNear(ACME, QUESTION)).isFalse();
  }

  @Test
  void rulesOutByTheGateWhatSharesTooFewWords() {
    var gated = gated(new FakeEmbeddingModel());
    gated.put(head(ACME, QUESTION, vector(0)));
    gated.put(head(ACME, "Where is the cafeteria?", vector(90)));

    assertThat(gated.mayHoldNear(ACME, "how can I reset a password")).isTrue();
    assertThat(gated.mayHoldNear(ACME, "Which flights leave tonight?")).isFalse();
  }

  private EntryIndex gated(FakeEmbeddingModel model) {
    return new EntryIndex(clock, Optional.of(new EntryIndex.Gate(model, 0.5)));
  }

  @Test
  void doesNotRuleOutByWhatIsGone() {
    var gated = gated(new FakeEmbeddingModel());
    gated.put(head(ACME, QUESTION, vector(0)));
    gated.put(head(ACME, "Where is the cafeteria?", vector(90)));

    gated.remove(id(ACME, QUESTION));

    assertThat(gated.mayHoldNear(ACME, QUESTION)).isFalse();
  }

  @Test
  void asksTheGatesModelNothingForAPartitionThatIsEmpty() {
    var model = new FakeEmbeddingModel();

    gated(model).mayHoldNear(ACME, QUESTION);

    assertThat(model.calls()).isZero();
  }

  @Test
  void neverRulesOutAPartitionThatIsTooLargeToBeComparedWith() {
    var gated = gated(new FakeEmbeddingModel());
    for (int i = 0; i <= EntryIndex.MOST_TOPICS; i++) {
      gated.put(head(ACME, "question " + i, vector(i)));
    }

    assertThat(gated.mayHoldNear(ACME, "Which flights leave tonight?")).isTrue();
  }

  @Test
  void countsWhatExpiredAsAPhrasingNoLongerThanUntilItIsDropped() {
    index.put(Entries.entry(ACME, "a", vector(1), "same", START).head());
    index.put(
        Entries.entry(ACME, "b", vector(2), "same", START.plus(Duration.ofMinutes(1))).head());
    clock.set(START.plus(Entries.LIFETIME));

    index.dropExpired(10);

    assertThat(index.nearest(ACME, vector(0), 10)).extracting(Near::phrasings).containsExactly(1);
  }
}
