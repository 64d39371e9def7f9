package io.sluice.testkit.cache;

import static io.sluice.testkit.cache.Entries.alice;
import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.id;
import static io.sluice.testkit.cache.Entries.origin;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.request;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every answer store does. */
public abstract class AnswerStoreContract {

  protected static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  protected static final Partition ACME = partition("acme");
  protected static final Partition GLOBEX = partition("globex");

  private static final String QUESTION = "How do I reset my password?";

  protected final MovableClock clock = new MovableClock(START);
  protected AnswerStore answers;

  /**
   * Returns an empty store for at least 10,000 entries whose embeddings have {@link
   * Entries#DIMENSIONS}.
   *
   * @param clock decides what has expired; it need not show today's date, so that a server with a
   *     clock of its own is told lifetimes, not moments
   */
  protected abstract AnswerStore open(InstantSource clock);

  /** Waits until what was put or deleted can be seen by nearness and in lists. */
  protected void settle() {}

  @BeforeEach
  void openStore() {
    answers = open(clock);
  }

  private void put(CacheEntry... entries) {
    List.of(entries).forEach(answers::put);
    settle();
  }

  private List<String> nearest(Partition partition, Embedding question, int limit) {
    return answers.nearest(partition, question, limit).stream()
        .map(near -> near.head().question())
        .toList();
  }

  @Test
  void findsByIdWhatWasPut() {
    var entry = entry(ACME, QUESTION, vector(0), "See the wiki.", START);

    answers.put(entry);

    var found = answers.find(id(ACME, QUESTION)).orElseThrow();
    assertThat(found.head()).isEqualTo(entry.head());
    assertThat(found.payload()).isEqualTo(entry.payload());
  }

  @Test
  void findsNothingByAnIdThatNobodyPut() {
    put(entry(ACME, QUESTION, vector(0), "See the wiki.", START));

    assertThat(answers.find(id(GLOBEX, QUESTION))).isEmpty();
  }

  @Test
  void keepsEveryPartOfAnEntry() {
    var payload = new byte[300_000];
    new Random(1).nextBytes(payload);
    var plain =
        entry(ACME, "Wie geht's? 你好\n\t\"x\" 🙂", vector(33), "a", START.plusNanos(7_000_000));
    var head =
        new EntryHead(
            plain.head().id(),
            ACME,
            new Origin("shared", new Subject("bob", "", "r/1"), request("x")),
            plain.head().question(),
            List.of("first turn", "", "zweiter\nTurn"),
            plain.head().embedding(),
            plain.head().answer(),
            plain.head().created(),
            START.plusSeconds(60),
            START.plusSeconds(90));

    put(new CacheEntry(head, payload));

    var found = answers.find(head.id()).orElseThrow();
    assertThat(found.head()).isEqualTo(head);
    assertThat(found.payload()).isEqualTo(payload);
    assertThat(answers.nearest(ACME, vector(33), 1)).extracting(Near::head).containsExactly(head);
    assertThat(answers.list(EntryFilter.ALL, Optional.empty(), 10)).containsExactly(head);
  }

  @Test
  void findsTheNearestFirstAndNoMoreThanTheLimit() {
    put(
        entry(ACME, "at 40", vector(40), "a", START),
        entry(ACME, "at 10", vector(10), "b", START),
        entry(ACME, "at 80", vector(80), "c", START),
        entry(ACME, "at 25", vector(25), "d", START));

    assertThat(nearest(ACME, vector(0), 3)).containsExactly("at 10", "at 25", "at 40");
  }

  @Test
  void tellsTheCosine() {
    put(entry(ACME, "at 60", vector(60), "a", START));

    assertThat(answers.nearest(ACME, vector(0), 1).getFirst().similarity())
        .isEqualTo(0.5, within(0.01));
  }

  @Test
  void findsWhatIsOppositeToo() {
    put(entry(ACME, "at 180", vector(180), "a", START));

    assertThat(nearest(ACME, vector(0), 1)).containsExactly("at 180");
  }

  @Test
  void neverFindsAnotherPartitionsAnswer() {
    put(entry(ACME, QUESTION, vector(0), "See the acme wiki.", START));

    assertThat(nearest(GLOBEX, vector(0), 10)).isEmpty();
  }

  @Test
  void findsAFewAmongManyOfOtherPartitions() {
    var random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      answers.put(
          entry(
              partition("p" + i % 7),
              "question " + i,
              vector(random.nextDouble() * 5),
              "a",
              START));
    }
    put(entry(ACME, "far", vector(70), "b", START), entry(ACME, "farther", vector(80), "c", START));

    assertThat(nearest(ACME, vector(0), 10)).containsExactly("far", "farther");
  }

  @Test
  void replacesTheEntryOfTheSameId() {
    put(entry(ACME, QUESTION, vector(0), "old", START));

    put(entry(ACME, QUESTION, vector(90), "new", START.plusSeconds(1)));

    assertThat(answers.find(id(ACME, QUESTION)).orElseThrow().payload())
        .asString()
        .isEqualTo("new");
    assertThat(answers.nearest(ACME, vector(90), 10)).hasSize(1);
    assertThat(answers.nearest(ACME, vector(90), 1).getFirst().similarity())
        .isEqualTo(1, within(0.01));
    assertThat(answers.count(EntryFilter.ALL)).isEqualTo(1);
  }

  @Test
  void findsWhatHasNoEmbeddingByItsIdOnly() {
    put(entry(ACME, QUESTION, Optional.empty(), alice(QUESTION), "See the wiki.", START));

    assertThat(answers.find(id(ACME, QUESTION))).isPresent();
    assertThat(nearest(ACME, vector(0), 10)).isEmpty();
    assertThat(answers.count(EntryFilter.ALL)).isEqualTo(1);
  }

  @Test
  void findsNothingThatExpired() {
    put(entry(ACME, QUESTION, vector(0), "See the wiki.", START));

    clock.set(START.plus(Entries.LIFETIME).minusMillis(1));
    assertThat(answers.find(id(ACME, QUESTION))).isPresent();
    assertThat(nearest(ACME, vector(0), 10)).hasSize(1);

    clock.set(START.plus(Entries.LIFETIME));
    assertThat(answers.find(id(ACME, QUESTION))).isEmpty();
    assertThat(nearest(ACME, vector(0), 10)).isEmpty();
    assertThat(answers.list(EntryFilter.ALL, Optional.empty(), 10)).isEmpty();
    assertThat(answers.count(EntryFilter.ALL)).isZero();
  }

  @Test
  void looksPastWhatExpired() {
    for (int i = 0; i < 30; i++) {
      answers.put(entry(ACME, "old " + i, vector(i * 0.1), "a", START));
    }
    clock.set(START.plus(Duration.ofMinutes(30)));
    put(entry(ACME, "young", vector(50), "b", clock.instant()));
    clock.set(START.plus(Entries.LIFETIME));

    assertThat(nearest(ACME, vector(0), 5)).containsExactly("young");
  }

  @Test
  void countsTheQuestionsThatHaveTheSameAnswer() {
    put(
        entry(ACME, "one way to ask", vector(1), "same", START),
        entry(ACME, "another way to ask", vector(2), "same", START),
        entry(ACME, "something else", vector(3), "other", START),
        entry(GLOBEX, "one way to ask", vector(1), "same", START));

    assertThat(answers.nearest(ACME, vector(0), 10))
        .extracting(Near::phrasings)
        .containsExactly(2, 2, 1);
  }

  @Test
  void countsNoQuestionTwiceThatWasPutTwice() {
    put(entry(ACME, QUESTION, vector(1), "same", START));
    put(entry(ACME, QUESTION, vector(1), "same", START.plusSeconds(1)));

    assertThat(answers.nearest(ACME, vector(0), 10)).extracting(Near::phrasings).containsExactly(1);
  }

  @Test
  void listsInTheOrderOfIdsPageByPage() {
    var ids = new TreeSet<EntryId>();
    for (int i = 0; i < 25; i++) {
      var entry = entry(ACME, "question " + i, vector(i), "a" + i, START);
      ids.add(entry.head().id());
      answers.put(entry);
    }
    settle();

    var listed = new ArrayList<EntryId>();
    Optional<EntryId> after = Optional.empty();
    for (int page = 0; page < 3; page++) {
      var heads = answers.list(EntryFilter.ALL, after, 10);
      heads.forEach(head -> listed.add(head.id()));
      after = Optional.of(heads.getLast().id());
    }

    assertThat(listed).containsExactlyElementsOf(ids);
  }

  @Test
  void picksByEachThingThatAFilterNames() {
    put(
        entry(ACME, "a", Optional.of(vector(1)), origin("alice", "sales", "chat", "a"), "1", START),
        entry(ACME, "b", Optional.of(vector(2)), origin("bob", "sales", "chat", "b"), "2", START),
        entry(
            ACME,
            "c",
            Optional.of(vector(3)),
            origin("carol", "legal", "help", "c"),
            "3",
            START.plusSeconds(10)));
    var all = EntryFilter.ALL;

    assertThat(picked(all.withId(id(ACME, "b")))).containsExactly("b");
    assertThat(picked(all.withConsumer("alice"))).containsExactly("a");
    assertThat(picked(all.withRequest(request("c").value()))).containsExactly("c");
    assertThat(picked(filter("c", null, null, null, null))).containsExactly("c");
    assertThat(picked(filter(null, "sales", null, null, null))).containsExactly("a", "b");
    assertThat(picked(filter(null, null, "help", null, null))).containsExactly("c");
    assertThat(picked(filter(null, null, null, "chat", null))).containsExactly("a", "b");
    assertThat(picked(filter(null, null, null, null, START.plusSeconds(10))))
        .containsExactly("a", "b");
    assertThat(picked(filter(null, "sales", "help", null, null))).isEmpty();
  }

  private static EntryFilter filter(
      @org.jspecify.annotations.Nullable String question,
      @org.jspecify.annotations.Nullable String department,
      @org.jspecify.annotations.Nullable String route,
      @org.jspecify.annotations.Nullable String cache,
      @org.jspecify.annotations.Nullable Instant createdBefore) {
    return new EntryFilter(
        Optional.empty(),
        Optional.ofNullable(question),
        Optional.empty(),
        Optional.ofNullable(department),
        Optional.ofNullable(route),
        Optional.ofNullable(cache),
        Optional.empty(),
        Optional.ofNullable(createdBefore));
  }

  private List<String> picked(EntryFilter filter) {
    var questions =
        answers.list(filter, Optional.empty(), 100).stream()
            .map(EntryHead::question)
            .sorted()
            .toList();
    assertThat(answers.count(filter)).isEqualTo(questions.size());
    return questions;
  }

  @Test
  void forgetsWhatIsDeletedAndNothingElse() {
    put(
        entry(ACME, "a", Optional.of(vector(1)), origin("alice", "sales", "chat", "a"), "1", START),
        entry(ACME, "b", Optional.of(vector(2)), origin("bob", "sales", "chat", "b"), "1", START),
        entry(GLOBEX, "c", Optional.of(vector(3)), origin("alice", "", "chat", "c"), "3", START));

    long deleted = answers.delete(EntryFilter.ALL.withConsumer("alice"));

    assertThat(deleted).isEqualTo(2);
    assertThat(answers.find(id(ACME, "a"))).isEmpty();
    assertThat(answers.find(id(ACME, "b"))).isPresent();
    assertThat(answers.find(id(GLOBEX, "c"))).isEmpty();
    settle();
    assertThat(nearest(ACME, vector(0), 10)).containsExactly("b");
    assertThat(answers.nearest(ACME, vector(0), 10)).extracting(Near::phrasings).containsExactly(1);
    assertThat(nearest(GLOBEX, vector(0), 10)).isEmpty();
    assertThat(answers.count(EntryFilter.ALL)).isEqualTo(1);
  }

  @Test
  void takesAgainWhatWasDeleted() {
    put(entry(ACME, QUESTION, vector(0), "wrong", START));
    answers.delete(EntryFilter.ALL);

    put(entry(ACME, QUESTION, vector(0), "right", START.plusSeconds(1)));

    assertThat(answers.find(id(ACME, QUESTION)).orElseThrow().payload())
        .asString()
        .isEqualTo("right");
    assertThat(nearest(ACME, vector(0), 10)).containsExactly(QUESTION);
  }

  @Test
  void deletesNothingWhereNothingFits() {
    put(entry(ACME, QUESTION, vector(0), "See the wiki.", START));

    assertThat(answers.delete(EntryFilter.ALL.withConsumer("nobody"))).isZero();
    assertThat(answers.find(id(ACME, QUESTION))).isPresent();
  }

  @Test
  void saysThatItMayHoldWhatItHolds() {
    put(entry(ACME, QUESTION, vector(0), "See the wiki.", START));

    assertThat(answers.mayHold(ACME)).isTrue();
    assertThat(answers.mayHoldNear(ACME, QUESTION)).isTrue();
  }

  @Test
  void takesPutsOfManyThreadsAtOnce() throws InterruptedException {
    var threads =
        IntStream.range(0, 8)
            .mapToObj(thread ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int i = 0; i < 50; i++) {
                        answers.put(
                            entry(
                                ACME,
                                "q " + thread + " " + i,
                                vector(thread * 9 + i * 0.1),
                                "a",
                                START));
                      }
                    }))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    settle();

    assertThat(answers.count(EntryFilter.ALL)).isEqualTo(400);
    assertThat(answers.nearest(ACME, vector(0), 10)).hasSize(10);
  }
}
