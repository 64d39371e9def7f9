package io.sluice.vectors;

import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.id;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.Near;
import io.sluice.testkit.cache.AnswerStoreContract;
import io.sluice.testkit.cache.Entries;
import io.sluice.vectors.InMemoryAnswerStore.Bounds;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryAnswerStoreTest extends AnswerStoreContract {

  @Override
  protected AnswerStore open(InstantSource clock) {
    return bounded(100_000_000, 10_000);
  }

  private InMemoryAnswerStore bounded(long bytes, int entries) {
    return new InMemoryAnswerStore(clock, new Bounds(bytes, entries), Optional.empty());
  }

  private static void put(AnswerStore store, String question) {
    store.put(entry(ACME, question, vector(question.hashCode() % 90), "See the wiki.", START));
  }

  @Test
  void makesRoomByDroppingWhatWasNotFoundForLongest() {
    var store = bounded(100_000_000, 3);
    put(store, "a");
    put(store, "b");
    put(store, "c");

    store.find(id(ACME, "a"));
    put(store, "d");

    assertThat(store.find(id(ACME, "b"))).isEmpty();
    assertThat(store.find(id(ACME, "a"))).isPresent();
    assertThat(store.find(id(ACME, "c"))).isPresent();
    assertThat(store.find(id(ACME, "d"))).isPresent();
  }

  @Test
  void doesNotFindByNearnessWhatMadeRoom() {
    var store = bounded(100_000_000, 1);
    put(store, "a");
    put(store, "b");

    assertThat(store.nearest(ACME, vector(0), 10))
        .extracting(near -> near.head().question())
        .containsExactly("b");
    assertThat(store.count(EntryFilter.ALL)).isEqualTo(1);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void countsNoUseWhenItIsOnlyNear() {
    var store = bounded(100_000_000, 2);
    put(store, "a");
    put(store, "b");

    store.nearest(ACME, vector(0), 10);
    store.list(EntryFilter.ALL, Optional.empty(), 10);
    put(store, "c");

    assertThat(store.find(id(ACME, "a"))).isEmpty();
  }

  @Test
  void staysWithinItsBytes() {
    var one = entry(ACME, "a".repeat(50), vector(0), "x".repeat(10_000), START);
    var store = bounded(10 * Footprint.of(one), 1_000);

    for (int i = 0; i < 30; i++) {
      store.put(entry(ACME, "%050d".formatted(i), vector(i), "x".repeat(10_000), START));
      assertThat(store.bytes()).isLessThanOrEqualTo(10 * Footprint.of(one));
    }

    assertThat(store.size()).isEqualTo(10);
  }

  @Test
  void countsPayloadQuestionAndVectorAsMemory() {
    var store = bounded(100_000_000, 10);
    put(store, "a");
    var before = store.bytes();

    store.put(entry(ACME, "q".repeat(1_000), vector(0), "x".repeat(100_000), START));

    assertThat(store.bytes() - before)
        .isGreaterThan(100_000 + 1_000 + 4 * Entries.DIMENSIONS)
        .isLessThan(110_000);
  }

  @Test
  void countsNoMemoryOfWhatIsGone() {
    var store = bounded(100_000_000, 10);
    put(store, "a");
    var one = store.bytes();
    put(store, "a");
    assertThat(store.bytes()).isEqualTo(one);

    store.delete(EntryFilter.ALL);

    assertThat(store.bytes()).isZero();
  }

  @Test
  void doesNotKeepAnAnswerThatIsLargerThanTheWhole() {
    var store = bounded(5_000, 10);

    store.put(entry(ACME, "a", vector(0), "x".repeat(10_000), START));

    assertThat(store.find(id(ACME, "a"))).isEmpty();
    assertThat(store.bytes()).isZero();
    assertThat(store.size()).isZero();
  }

  @Test
  void letsGoOfWhatExpiredWhenSomethingIsPut() {
    var store = bounded(100_000_000, 100);
    put(store, "a");
    put(store, "b");

    clock.set(START.plus(Entries.LIFETIME));
    store.put(entry(ACME, "c", vector(0), "See the wiki.", clock.instant()));

    assertThat(store.size()).isEqualTo(1);
    assertThat(store.bytes())
        .isEqualTo(Footprint.of(entry(ACME, "c", vector(0), "See the wiki.", START)));
  }

  @Test
  void holdsTheSameByIdAsByNearnessAfterManyThreadsPutAndDeletedAtOnce()
      throws InterruptedException {
    var store = bounded(100_000_000, 50);
    var threads =
        IntStream.range(0, 8)
            .mapToObj(seed -> Thread.ofVirtual().start(() -> changeAtRandom(store, seed)))
            .toList();
    for (var thread : threads) {
      thread.join();
    }

    var listed = store.list(EntryFilter.ALL, Optional.empty(), 1_000);
    assertThat(listed).hasSizeLessThanOrEqualTo(50);
    assertThat(listed).allSatisfy(head -> assertThat(store.find(head.id())).isPresent());
    assertThat(store.nearest(ACME, vector(0), 1_000))
        .extracting(Near::head)
        .containsExactlyInAnyOrderElementsOf(listed);
    assertThat(store.bytes())
        .isEqualTo(
            listed.stream()
                .mapToLong(head -> Footprint.of(store.find(head.id()).orElseThrow()))
                .sum());
  }

  private static void changeAtRandom(InMemoryAnswerStore store, int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var question = "q" + random.nextInt(80);
      switch (random.nextInt(4)) {
        case 0 -> store.delete(EntryFilter.ALL.withId(id(ACME, question)));
        case 1 -> store.nearest(ACME, vector(random.nextInt(90)), 5);
        default -> put(store, question);
      }
    }
  }

  @Test
  void refusesBoundsThatKeepNothing() {
    assertThatThrownBy(() -> new Bounds(0, 10))
        .hasMessage("bounds must be at least 1, but were 0 bytes and 10 entries");
    assertThatThrownBy(() -> new Bounds(10, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
