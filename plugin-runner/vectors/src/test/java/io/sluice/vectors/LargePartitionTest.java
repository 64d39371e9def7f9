package io.sluice.vectors;

import static io.sluice.vectors.Heads.ACME;
import static io.sluice.vectors.Heads.START;
import static io.sluice.vectors.Heads.head;
import static io.sluice.vectors.Heads.questions;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.Near;
import io.sluice.testkit.cache.Entries;
import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A partition of so many entries that a graph finds the nearest. */
class LargePartitionTest {

  private static final int MANY = PartitionEntries.GRAPH_FROM + 2_000;

  private final MovableClock clock = new MovableClock(START);
  private final Heads.Later background = new Heads.Later();
  private final EntryIndex index = new EntryIndex(clock, Optional.empty(), background);
  private final Heads.Questions questions = new Heads.Questions(1);

  private List<EntryHead> fill(int entries) {
    var heads = new ArrayList<EntryHead>();
    for (int i = 0; i < entries; i++) {
      heads.add(head(ACME, "question " + i, questions.next()));
    }
    heads.forEach(index::put);
    return heads;
  }

  /** Of what is nearest among those, how much is found. */
  private double recall(List<EntryHead> among) {
    int found = 0;
    for (int i = 0; i < 100; i++) {
      var question = questions.next();
      var exact = new HashSet<>(exact(among, question));
      found +=
          (int)
              index.nearest(ACME, question, 10).stream()
                  .map(Near::head)
                  .filter(exact::contains)
                  .count();
    }
    return found / 1_000.0;
  }

  private static List<EntryHead> exact(List<EntryHead> among, Embedding question) {
    return among.stream()
        .sorted(Comparator.comparingDouble(head -> -similarity(head, question)))
        .limit(10)
        .toList();
  }

  private static double similarity(EntryHead head, Embedding question) {
    return head.embedding().orElseThrow().similarity(question);
  }

  @Test
  void findsAlmostAllThatAreNearest() {
    var heads = fill(MANY);
    background.finish();

    assertThat(index.backlog()).isZero();
    assertThat(recall(heads)).isGreaterThan(0.95);
  }

  @Test
  void findsAsManyWhileTheGraphIsBuilt() {
    var heads = fill(MANY);

    assertThat(recall(heads)).isGreaterThan(0.95);
    do {
      assertThat(recall(heads)).isGreaterThan(0.95);
    } while (background.step());
  }

  @Test
  void findsAtOnceWhatIsPutLater() {
    fill(MANY);
    background.finish();

    for (int i = 0; i < 100; i++) {
      var question = questions.next();
      index.put(head(ACME, "new " + i, question));
      assertThat(questions(index.nearest(ACME, question, 1))).containsExactly("new " + i);
    }
  }

  @Test
  void neverFindsWhatWasRemoved() {
    var heads = fill(MANY);
    background.finish();

    for (var removed : heads.subList(0, 500)) {
      index.remove(removed.id());
      assertThat(index.nearest(ACME, removed.embedding().orElseThrow(), 10))
          .hasSize(10)
          .extracting(Near::head)
          .doesNotContain(removed);
    }
    assertThat(recall(heads.subList(500, MANY))).isGreaterThan(0.95);
  }

  @Test
  void findsWhatReplacedAnEntryAndNotTheEntry() {
    var heads = fill(MANY);
    background.finish();

    for (var old : heads.subList(0, 100)) {
      var elsewhere = questions.next();
      var replacement = head(ACME, old.question(), elsewhere);
      index.put(replacement);

      assertThat(index.nearest(ACME, elsewhere, 1))
          .extracting(Near::head)
          .containsExactly(replacement);
      assertThat(index.nearest(ACME, old.embedding().orElseThrow(), 10))
          .extracting(Near::head)
          .doesNotContain(old);
    }
  }

  @Test
  void neverFindsWhatExpired() {
    fill(MANY);
    background.finish();
    clock.set(START.plus(Duration.ofMinutes(10)));
    var young = Entries.entry(ACME, "young", questions.next(), "a", clock.instant()).head();
    index.put(young);

    clock.set(START.plus(Entries.LIFETIME));

    assertThat(index.nearest(ACME, questions.next(), 10))
        .extracting(Near::head)
        .containsExactly(young);
  }

  @Test
  void compactsOnceAThirdIsGoneAndFindsTheRestMeanwhile() {
    var heads = fill(MANY);
    background.finish();
    var left = heads.subList(MANY / 2, MANY);
    heads.subList(0, MANY / 2).forEach(head -> index.remove(head.id()));
    var more = fillMore();
    var all = new ArrayList<>(left);
    all.addAll(more);

    do {
      assertThat(recall(all)).isGreaterThan(0.95);
    } while (background.step());

    assertThat(index.backlog()).isZero();
    assertThat(index.count(EntryFilter.ALL)).isEqualTo(all.size());
    // Nothing is due any more, also not after the next change.
    index.put(head(ACME, "one more", questions.next()));
    assertThat(background.step()).isFalse();
  }

  private List<EntryHead> fillMore() {
    var heads = new ArrayList<EntryHead>();
    for (int i = 0; i < 300; i++) {
      heads.add(head(ACME, "more " + i, questions.next()));
    }
    heads.forEach(index::put);
    return heads;
  }

  @Test
  void goesBackToComparingOnceFewAreLeft() {
    var heads = fill(MANY);
    background.finish();

    heads.subList(100, MANY).forEach(head -> index.remove(head.id()));

    var left = heads.subList(0, 100);
    for (var head : left) {
      assertThat(index.nearest(ACME, head.embedding().orElseThrow(), 10))
          .extracting(Near::head)
          .containsExactlyElementsOf(exact(left, head.embedding().orElseThrow()));
    }
    background.finish();
    assertThat(recall(left)).isEqualTo(1);
  }

  @Test
  void isSearchedWhileItIsBuiltAndChanged() throws Exception {
    var real = new EntryIndex(clock, Optional.empty());
    var stable = new ArrayList<EntryHead>();
    for (int i = 0; i < 1_000; i++) {
      stable.add(head(ACME, "stable " + i, questions.next()));
    }
    stable.forEach(real::put);
    var passing = new ArrayList<EntryHead>();
    for (int i = 0; i < 2 * PartitionEntries.GRAPH_FROM; i++) {
      passing.add(head(ACME, "passing " + i, questions.next()));
    }
    var changed = new CountDownLatch(2);

    var writers =
        IntStream.range(0, 2)
            .mapToObj(
                writer -> Thread.ofVirtual().start(() -> change(real, passing, writer, changed)))
            .toList();
    var searches =
        IntStream.range(0, 2)
            .mapToObj(reader -> new FutureTask<>(() -> missed(real, stable, reader, changed)))
            .toList();
    searches.forEach(Thread.ofVirtual()::start);

    for (var search : searches) {
      assertThat(search.get()).isLessThan(0.02);
    }
    for (var writer : writers) {
      writer.join();
    }
    assertThat(real.count(EntryFilter.ALL)).isEqualTo(1_000);
    var gone = Set.copyOf(passing);
    for (var head : passing.subList(0, 200)) {
      assertThat(real.nearest(ACME, head.embedding().orElseThrow(), 10))
          .extracting(Near::head)
          .doesNotContainAnyElementsOf(gone);
    }
  }

  private static void change(
      EntryIndex index, List<EntryHead> passing, int writer, CountDownLatch changed) {
    for (int i = writer; i < passing.size(); i += 2) {
      index.put(passing.get(i));
    }
    for (int i = writer; i < passing.size(); i += 2) {
      index.remove(passing.get(i).id());
    }
    changed.countDown();
  }

  /** Returns the share of searches that did not find the very entry that was asked for. */
  private static double missed(
      EntryIndex index, List<EntryHead> stable, int reader, CountDownLatch changed) {
    int searches = 0;
    int missed = 0;
    for (int i = reader; changed.getCount() > 0 || searches < 500; i++) {
      var wanted = stable.get(i % stable.size());
      var nearest = index.nearest(ACME, wanted.embedding().orElseThrow(), 10);
      assertThat(nearest).extracting(near -> near.head().id()).doesNotHaveDuplicates();
      searches++;
      missed += nearest.stream().map(Near::head).anyMatch(wanted::equals) ? 0 : 1;
    }
    return missed / (double) searches;
  }
}
