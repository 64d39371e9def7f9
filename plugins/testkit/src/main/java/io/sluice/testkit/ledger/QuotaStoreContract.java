package io.sluice.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.QuotaStore;
import io.sluice.exchange.ledger.QuotaStore.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of budgets has to do. */
public abstract class QuotaStoreContract {

  private static final OptionalLong ANY = OptionalLong.empty();
  private static final OptionalLong NEW = OptionalLong.of(QuotaStore.ABSENT);
  private static final String ONE = "{\"limit\": 1}";
  private static final String TWO = "{\"limit\":  2, \"covers\": {\"consumer\": \"Zoë \\u2028\"}}";

  /** Returns a store that is empty when the test begins; the same one each time will do. */
  protected abstract QuotaStore store();

  /** Returns what another runner opens: the same budgets by another object. */
  protected abstract QuotaStore another();

  @Test
  void isEmptyAtFirst() {
    assertThat(store().all()).isEmpty();
  }

  @Test
  void givesBackWhatWasPut() {
    long version = put("a", ONE, ANY);

    assertThat(version).isPositive();
    assertThat(store().all()).containsOnlyKeys("a").containsEntry("a", new Stored(ONE, version));
  }

  @Test
  void keepsTheTextToTheLastCharacter() {
    put("a", TWO, ANY);

    assertThat(store().all().get("a")).extracting(Stored::json).isEqualTo(TWO);
  }

  @Test
  void anotherRunnerSeesWhatWasPutAndDeleted() {
    long a = put("a", ONE, ANY);
    put("b", TWO, ANY);
    assertThat(store().delete("b", ANY)).isTrue();

    assertThat(another().all()).containsOnlyKeys("a").containsEntry("a", new Stored(ONE, a));
    assertThat(another().revision()).isEqualTo(store().revision());
  }

  @Test
  void aNewOneIsPutOnlyWhereThereIsNone() {
    assertThat(store().put("a", ONE, NEW)).isPresent();

    assertThat(store().put("a", TWO, NEW)).isEmpty();
    assertThat(store().all().get("a")).extracting(Stored::json).isEqualTo(ONE);
  }

  @Test
  void oneIsReplacedOnlyInTheExpectedVersion() {
    long first = put("a", ONE, ANY);
    long second = put("a", TWO, OptionalLong.of(first));

    assertThat(store().put("a", ONE, OptionalLong.of(first))).isEmpty();
    assertThat(store().all()).containsEntry("a", new Stored(TWO, second));
  }

  @Test
  void oneThatIsNotThereHasNoVersionToReplace() {
    assertThat(store().put("a", ONE, OptionalLong.of(1))).isEmpty();

    assertThat(store().all()).isEmpty();
  }

  @Test
  void oneIsDeletedOnlyInTheExpectedVersion() {
    long first = put("a", ONE, ANY);
    long second = put("a", TWO, ANY);

    assertThat(store().delete("a", OptionalLong.of(first))).isFalse();
    assertThat(store().all()).containsOnlyKeys("a");
    assertThat(store().delete("a", OptionalLong.of(second))).isTrue();
    assertThat(store().all()).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotDeleted() {
    assertThat(store().delete("a", ANY)).isFalse();
    assertThat(store().delete("a", OptionalLong.of(1))).isFalse();
  }

  @Test
  void aVersionIsNeverUsedAgain() {
    var versions = new HashSet<Long>();
    for (int i = 0; i < 5; i++) {
      versions.add(put("a", ONE, ANY));
      versions.add(put("a", ONE, ANY));
      store().delete("a", ANY);
    }

    assertThat(versions).hasSize(10).doesNotContain(QuotaStore.ABSENT);
  }

  @Test
  void theRevisionIsAnotherAfterEveryChange() {
    var revisions = new ArrayList<Long>();
    revisions.add(store().revision());
    put("a", ONE, ANY);
    revisions.add(store().revision());
    put("a", ONE, ANY);
    revisions.add(store().revision());
    store().delete("a", ANY);
    revisions.add(store().revision());
    put("a", ONE, ANY);
    revisions.add(store().revision());

    assertThat(revisions).doesNotHaveDuplicates();
  }

  @Test
  void theRevisionStaysWhereNothingChanged() {
    put("a", ONE, ANY);
    long revision = store().revision();

    store().put("a", TWO, NEW);
    store().delete("b", ANY);
    store().all();

    assertThat(store().revision()).isEqualTo(revision);
  }

  @Test
  void ofManyWhoReplaceTheSameVersionOneSucceeds() throws Exception {
    long version = put("a", ONE, ANY);

    var outcomes =
        together(
            16, i -> (i % 2 == 0 ? store() : another()).put("a", TWO, OptionalLong.of(version)));

    assertThat(outcomes).filteredOn(OptionalLong::isPresent).hasSize(1);
  }

  @Test
  void noneOfManyChangesAtTheSameTimeIsLost() throws Exception {
    var outcomes =
        together(
            16,
            i -> (i % 2 == 0 ? store() : another()).put("b" + i, "{\"i\":%d}".formatted(i), ANY));

    assertThat(outcomes).allMatch(OptionalLong::isPresent);
    assertThat(store().all()).hasSize(16).isEqualTo(another().all());
  }

  private interface Writing {
    OptionalLong write(int i);
  }

  private static List<OptionalLong> together(int many, Writing writing) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, many)
              .mapToObj(i -> (Callable<OptionalLong>) () -> writing.write(i))
              .toList();
      return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
    }
  }

  private long put(String name, String json, OptionalLong expected) {
    return store().put(name, json, expected).orElseThrow();
  }
}
