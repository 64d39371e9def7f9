package io.sluice.elasticsearch;

import static io.sluice.testkit.cache.Entries.LIFETIME;
import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.id;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.cache.Entries;
import io.sluice.testkit.ledger.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only this store does. */
class ElasticsearchAnswersIT {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Partition ACME = partition("acme");
  private static final String INDEX = "/PREFIX-answers-v1-32-000001";

  private final Stores stores = new Stores();
  private final MovableClock clock = new MovableClock(START);
  private final ElasticsearchAnswerStore answers = stores.open(clock);

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  private void put(String question, double degrees) {
    answers.put(entry(ACME, question, vector(degrees), "answer to " + question, clock.instant()));
  }

  private List<String> near() {
    stores.settle();
    return answers.nearest(ACME, vector(0), 10).stream()
        .map(near -> near.head().question())
        .toList();
  }

  /** Puts a document beside the store, made of one that the store wrote. */
  private void poison(String question, String field, String json) {
    put(question, 1);
    var path = INDEX + "/_update/" + id(ACME, question).value() + "?refresh=true";
    stores.send("POST", path, "{\"doc\": {\"%s\": %s}}".formatted(field, json));
  }

  @Test
  void missesWhatCannotBeReadAndCountsIt() {
    put("good", 2);
    poison("of the future", "format", "2");
    poison("without a payload", "payload", "null");
    poison("from nowhere", "route", "null");
    poison("of half a number", "embedding", "\"AAAA\"");
    poison("of other dimensions", "embedding", "\"AACAPwAAgD8=\"");

    assertThat(answers.find(id(ACME, "of the future"))).isEmpty();
    assertThat(answers.find(id(ACME, "without a payload"))).isEmpty();
    assertThat(answers.find(id(ACME, "from nowhere"))).isEmpty();
    assertThat(answers.find(id(ACME, "of half a number"))).isEmpty();
    assertThat(stores.unreadable).hasValue(4);
    assertThat(near()).contains("good").doesNotContain("of the future", "of other dimensions");
    assertThat(stores.unreadable).hasValue(7);
    assertThat(answers.list(EntryFilter.ALL, Optional.empty(), 3))
        .extracting(EntryHead::question)
        .containsExactlyInAnyOrder("good", "without a payload", "of other dimensions");
  }

  @Test
  void replacesWhatCannotBeRead() {
    poison("why?", "format", "2");

    put("why?", 1);

    assertThat(answers.find(id(ACME, "why?"))).isPresent();
  }

  @Test
  void doesNotFindWhatLiesUnderAnotherId() {
    poison("why?", "id", "\"" + id(ACME, "how?") + "\"");

    assertThat(answers.find(id(ACME, "why?"))).isEmpty();
  }

  @Test
  void makesTheIndexAgainThatSomebodyDeleted() {
    put("first", 1);
    stores.send("DELETE", INDEX, "");

    assertThat(answers.find(id(ACME, "first"))).isEmpty();
    assertThat(answers.nearest(ACME, vector(0), 10)).isEmpty();
    assertThat(answers.list(EntryFilter.ALL, Optional.empty(), 10)).isEmpty();
    assertThat(answers.count(EntryFilter.ALL)).isZero();
    assertThat(answers.delete(EntryFilter.ALL)).isZero();
    put("second", 2);

    assertThat(answers.find(id(ACME, "second"))).isPresent();
    assertThat(near()).containsExactly("second");
  }

  @Test
  void makesTheIndexAgainWhereTheTemplateIsGoneToo() {
    put("first", 1);
    stores.send("DELETE", INDEX, "");
    stores.send("DELETE", "/_index_template/PREFIX-*", "");

    put("second", 2);

    assertThat(near()).containsExactly("second");
    assertThat(stores.send("GET", INDEX + "/_mapping", ""))
        .contains("\"dynamic\":\"strict\"", "\"similarity\":\"cosine\"", "int8_hnsw");
    assertThat(stores.send("GET", INDEX + "/_settings", ""))
        .contains("\"refresh_interval\":\"1s\"", "\"auto_expand_replicas\":\"0-1\"");
  }

  @Test
  void leavesATemplateAsSomebodyChangedIt() {
    put("first", 1);
    stores.send(
        "PUT",
        "/_index_template/PREFIX-answers-v1-32",
        """
        {"index_patterns": ["PREFIX-answers-v1-32-*"], "priority": 500,
         "template": {"settings": {"refresh_interval": "3s"}}}
        """);
    stores.send("DELETE", INDEX, "");

    put("second", 2);

    assertThat(stores.send("GET", INDEX + "/_settings", ""))
        .contains("\"refresh_interval\":\"3s\"");
    assertThat(stores.send("GET", INDEX + "/_mapping", "")).contains("int8_hnsw");
  }

  @Test
  void findsWhatAnotherRunnerPut() {
    var other = stores.open(clock);

    put("why?", 1);

    assertThat(other.find(id(ACME, "why?"))).isPresent();
    stores.settle();
    assertThat(other.nearest(ACME, vector(0), 10)).hasSize(1);
    assertThat(other.delete(EntryFilter.ALL)).isEqualTo(1);
    assertThat(answers.find(id(ACME, "why?"))).isEmpty();
  }

  @Test
  void seesByNearnessWhatWasPutWithoutBeingTold() {
    put("why?", 1);

    await(() -> answers.nearest(ACME, vector(0), 10).size() == 1);
  }

  @Test
  void refusesAnEmbeddingOfOtherDimensions() {
    var other = new float[] {1, 2, 3};

    assertThatThrownBy(() -> answers.put(entry(ACME, "why?", Embedding.of(other), "a", START)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an embedding of 3 dimensions in a store of 32");
  }

  @Test
  void listsAndDeletesTheEntriesOfOtherModels() {
    var wide = stores.open(stores.config(Stores.PATIENT), 3, 1000, clock);
    var vector = Embedding.of(new float[] {1, 2, 3});
    wide.put(entry(ACME, "wide", vector, "a", START));
    put("narrow", 1);
    stores.settle();

    assertThat(wide.nearest(ACME, vector, 10)).hasSize(1);
    assertThat(near()).containsExactly("narrow");
    assertThat(answers.count(EntryFilter.ALL)).isEqualTo(2);
    assertThat(answers.list(EntryFilter.ALL, Optional.empty(), 10)).hasSize(2);
    assertThat(answers.delete(EntryFilter.ALL)).isEqualTo(2);
    assertThat(wide.find(id(ACME, "wide"))).isEmpty();
  }

  @Test
  void removesWhatExpiredAndWhatHasNoEnd() {
    put("old", 1);
    poison("endless", "expires", "null");
    clock.advance(LIFETIME);
    put("young", 2);
    stores.settle();
    assertThat(documents()).contains("\"count\":3");

    answers.tidy();

    assertThat(documents()).contains("\"count\":1");
    assertThat(near()).containsExactly("young");
  }

  @Test
  void makesRoomByWhatWasNotFoundForLongest() {
    var small = stores.open(stores.config(Stores.PATIENT), Entries.DIMENSIONS, 2, clock);
    for (int i = 0; i < 4; i++) {
      put("question " + i, i);
      clock.advance(Duration.ofSeconds(1));
    }
    clock.advance(LIFETIME.dividedBy(5));
    assertThat(answers.find(id(ACME, "question 0"))).isPresent();
    await(() -> source("question 0").contains("\"used\":\"" + clock.instant()));
    stores.settle();

    small.tidy();

    assertThat(near()).containsExactly("question 0", "question 3");
  }

  @Test
  void notesNoUseThatIsNearlyAsOldAsTheLast() {
    put("why?", 1);
    clock.advance(LIFETIME.dividedBy(20));

    assertThat(answers.find(id(ACME, "why?"))).isPresent();
    stores.settle();

    assertThat(source("why?")).contains("\"_version\":1", "\"used\":\"" + START);
  }

  @Test
  void staysWholeWhenItsUseIsNoted() {
    var entry = entry(ACME, "why?", vector(33), "because", START);
    answers.put(entry);
    clock.advance(LIFETIME.dividedBy(2));

    assertThat(answers.find(entry.head().id())).isPresent();
    await(() -> source("why?").contains("\"_version\":2"));

    assertThat(answers.find(entry.head().id()).map(CacheEntry::head)).contains(entry.head());
    stores.settle();
    assertThat(answers.nearest(ACME, vector(33), 1))
        .extracting(Near::head)
        .containsExactly(entry.head());
  }

  @Test
  void deletesMoreThanOneStepHolds() {
    IntStream.range(0, Removal.STEP + 200).parallel().forEach(i -> put("question " + i, i * 0.01));

    assertThat(answers.delete(EntryFilter.ALL.withConsumer("alice"))).isEqualTo(Removal.STEP + 200);

    assertThat(answers.count(EntryFilter.ALL)).isZero();
  }

  @Test
  void deletesWhatNoSearchHasSeenYet() {
    put("why?", 1);

    assertThat(answers.delete(EntryFilter.ALL)).isEqualTo(1);

    assertThat(answers.find(id(ACME, "why?"))).isEmpty();
  }

  @Test
  void takesQuestionsOfAnyLength() {
    var question = "why? ".repeat(100_000);
    put(question, 1);
    stores.settle();

    var filter =
        new EntryFilter(
            Optional.empty(),
            Optional.of(question),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(answers.list(filter, Optional.empty(), 10))
        .extracting(EntryHead::question)
        .containsExactly(question);
  }

  private String documents() {
    return stores.send("GET", INDEX + "/_count", "");
  }

  private String source(String question) {
    return stores.send("GET", INDEX + "/_doc/" + id(ACME, question).value(), "");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("after a minute").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
