package io.sluice.redis.answers;

import static io.sluice.testkit.cache.Entries.entry;
import static io.sluice.testkit.cache.Entries.partition;
import static io.sluice.testkit.cache.Entries.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryFilter;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Partition;
import io.sluice.testkit.ledger.MovableClock;
import io.sluice.testkit.redis.RedisServer;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What vector sets must not keep, and what they find among many. */
class VectorSetEntriesIT {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Partition ACME = partition("acme");

  private static RedisServer server;

  private final MovableClock clock = new MovableClock(START);
  private final Runners runners = new Runners();

  @BeforeAll
  static void start() {
    server = Redis8.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void empty() {
    server.command("FLUSHALL");
  }

  @AfterEach
  void close() {
    runners.close();
  }

  private VectorSetAnswerStore store(AnswerBounds bounds) {
    return runners.vectorSets(server.url(), clock, bounds);
  }

  private static CacheEntry question(int number) {
    return entry(ACME, "question " + number, vector(number), "same", START);
  }

  @Test
  void seesAtOnceWhatOthersPutAndDelete() {
    var here = store(Runners.ROOMY);
    var there = store(Runners.ROOMY);

    here.put(question(1));
    assertThat(there.nearest(ACME, vector(0), 10)).hasSize(1);

    here.delete(EntryFilter.ALL);
    assertThat(there.nearest(ACME, vector(0), 10)).isEmpty();
  }

  @Test
  void letsGoOfWhatWasNotFoundForLongest() {
    var store = store(new AnswerBounds(10, 1L << 40));
    for (int i = 0; i < 10; i++) {
      store.put(question(i));
    }
    store.find(question(0).head().id());

    store.put(question(10));

    assertThat(store.nearest(ACME, vector(0), 20))
        .hasSize(10)
        .extracting(near -> near.head().question())
        .contains("question 0")
        .doesNotContain("question 1");
    assertThat(store.nearest(ACME, vector(0), 1)).extracting(Near::phrasings).containsExactly(10);
  }

  @Test
  void keepsNoKeyWhenAllIsDeleted() {
    var store = store(Runners.ROOMY);
    for (int i = 0; i < 300; i++) {
      store.put(question(i));
    }

    assertThat(store.delete(EntryFilter.ALL)).isEqualTo(300);

    // How many bytes there are: none.
    assertThat(server.command("KEYS", "*")).isEqualTo("{sluice}:vectors:books");
  }

  @Test
  void forgetsAnEntryThatRedisLetGoOf() {
    var store = store(Runners.ROOMY);
    store.put(question(1));
    store.put(question(2));
    server.command("DEL", "{sluice}:vectors:e:" + question(1).head().id());

    assertThat(store.nearest(ACME, vector(0), 10)).hasSize(1);

    assertThat(store.nearest(ACME, vector(0), 10)).extracting(Near::phrasings).containsExactly(1);
    assertThat(server.command("VCARD", "{sluice}:vectors:v:" + ACME)).isEqualTo("1");
  }

  @Test
  void livesWithoutItsVectorSet() {
    var store = store(Runners.ROOMY);
    store.put(question(1));

    server.command("DEL", "{sluice}:vectors:v:" + ACME);

    assertThat(store.nearest(ACME, vector(0), 10)).isEmpty();
    assertThat(store.find(question(1).head().id())).isPresent();
    assertThat(store.delete(EntryFilter.ALL)).isEqualTo(1);
  }

  @Test
  void findsTheNearestAmongMany() {
    var store = store(Runners.ROOMY);
    var random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      store.put(entry(ACME, "noise " + i, noise(random), "a", START));
    }
    int found = 0;
    for (int i = 0; i < 100; i++) {
      var wanted = noise(random);
      store.put(entry(ACME, "wanted " + i, wanted, "b", START));
      var nearest = store.nearest(ACME, wanted, 1).getFirst();
      found += nearest.head().question().equals("wanted " + i) ? 1 : 0;
    }

    assertThat(found).isGreaterThanOrEqualTo(99);
  }

  private static Embedding noise(Random random) {
    var vector = new float[32];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Embedding.of(vector);
  }
}
