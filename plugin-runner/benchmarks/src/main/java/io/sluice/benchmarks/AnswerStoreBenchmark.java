package io.sluice.benchmarks;

import io.sluice.exchange.Embedding;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.cache.AnswerStore;
import io.sluice.exchange.cache.CacheEntry;
import io.sluice.exchange.cache.EntryHead;
import io.sluice.exchange.cache.EntryId;
import io.sluice.exchange.cache.Near;
import io.sluice.exchange.cache.Origin;
import io.sluice.exchange.cache.Partition;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How long do a hit and a miss take, what do they find, and how much memory do entries need?
 *
 * <p>All entries are in one partition, the worst case, and one caller asks at a time. Of each call
 * the processor time of its thread is told beside the time on the clock: it is what is left on a
 * busy machine.
 */
public final class AnswerStoreBenchmark {

  private static final int WARM_UP = 5_000;
  private static final int ROUNDS = 2_000;
  private static final int COMPARED = 100;
  private static final int NEAREST = 10;

  private static final Partition EVERYTHING = new Partition("0".repeat(32));
  private static final byte[] PAYLOAD = new byte[1_000];

  private final Instant created = Instant.now();
  private final AnswerStore answers;
  private final ClusteredQuestions questions = new ClusteredQuestions(4);
  private final Random random = new Random(5);
  private final List<Embedding> stored = new ArrayList<>();

  private AnswerStoreBenchmark(AnswerStore answers) {
    this.answers = answers;
  }

  /** Prints a table; arguments are names of stores (default: memory) and numbers of entries. */
  public static void main(String[] arguments) throws Exception {
    var numbers = Arrays.stream(arguments).filter(each -> each.matches("\\d+")).toList();
    var stores =
        Arrays.stream(arguments)
            .filter(each -> !each.matches("\\d+"))
            .map(each -> BenchmarkedStore.valueOf(each.toUpperCase(Locale.ROOT)))
            .toList();
    for (var store : stores.isEmpty() ? List.of(BenchmarkedStore.MEMORY) : stores) {
      for (var entries : numbers.isEmpty() ? List.of("1000", "100000") : numbers) {
        try (var opened = store.open()) {
          System.out.printf("%n%s, %,d entries%n", store, Integer.parseInt(entries));
          new AnswerStoreBenchmark(opened.answers()).measure(opened, Integer.parseInt(entries));
        }
      }
    }
  }

  private void measure(BenchmarkedStore.Opened opened, int entries) throws InterruptedException {
    long before = usedMemory();
    long start = System.nanoTime();
    for (int i = 0; i < entries; i++) {
      put(questions.next());
    }
    double filled = (System.nanoTime() - start) / 1e9;
    opened.settle();
    System.out.printf(
        "made and put in %.1f s, settled after %.1f s, %,d bytes of heap an entry%n",
        filled, (System.nanoTime() - start) / 1e9, (usedMemory() - before) / entries);
    System.out.printf(
        "%-12s %9s %9s %12s %12s%n", "", "p50 µs", "p99 µs", "CPU p50 µs", "CPU p99 µs");
    var asked = asked(entries);
    time("find", i -> answers.find(id(asked[i])));
    var hits = Arrays.stream(asked).mapToObj(i -> questions.rephrased(stored.get(i))).toList();
    time("near, hit", i -> answers.nearest(EVERYTHING, hits.get(i), NEAREST));
    var misses = IntStream.range(0, ROUNDS).mapToObj(i -> questions.next()).toList();
    time("near, miss", i -> answers.nearest(EVERYTHING, misses.get(i), NEAREST));
    System.out.printf(
        "recall at %d: hits %.3f, misses %.3f%n", NEAREST, recall(hits), recall(misses));
    var more = IntStream.range(0, ROUNDS).mapToObj(i -> questions.next()).toList();
    time("put", i -> put(more.get(i)));
  }

  private int[] asked(int entries) {
    return random.ints(ROUNDS, 0, entries).toArray();
  }

  private static void time(String name, IntConsumer call) {
    var threads = ManagementFactory.getThreadMXBean();
    var clock = new long[ROUNDS];
    var processor = new long[ROUNDS];
    int warmUp = name.equals("put") ? 0 : WARM_UP;
    for (int i = -warmUp; i < ROUNDS; i++) {
      int round = Math.floorMod(i, ROUNDS);
      long used = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      call.accept(round);
      clock[round] = System.nanoTime() - start;
      processor[round] = threads.getCurrentThreadCpuTime() - used;
    }
    Arrays.sort(clock);
    Arrays.sort(processor);
    System.out.printf(
        "%-12s %9.1f %9.1f %12.1f %12.1f%n",
        name,
        percentile(clock, 50),
        percentile(clock, 99),
        percentile(processor, 50),
        percentile(processor, 99));
  }

  private static double percentile(long[] sorted, int percent) {
    return sorted[(int) ((long) sorted.length * percent / 100)] / 1e3;
  }

  /** How many of the nearest are found, compared with all. */
  private double recall(List<Embedding> asked) {
    int found = 0;
    for (var question : asked.subList(0, COMPARED)) {
      var exact = new HashSet<>(exact(question));
      found +=
          (int)
              answers.nearest(EVERYTHING, question, NEAREST).stream()
                  .map(Near::head)
                  .map(EntryHead::id)
                  .filter(exact::contains)
                  .count();
    }
    return found / (double) (COMPARED * NEAREST);
  }

  private List<EntryId> exact(Embedding question) {
    var similarities =
        IntStream.range(0, stored.size())
            .parallel()
            .mapToDouble(i -> question.similarity(stored.get(i)))
            .toArray();
    return IntStream.range(0, similarities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -similarities[i]))
        .limit(NEAREST)
        .map(AnswerStoreBenchmark::id)
        .toList();
  }

  private void put(Embedding question) {
    int number = stored.size();
    stored.add(question);
    var origin =
        new Origin(
            "chat",
            new Subject("alice", "sales", "chat"),
            new RequestId("019aa0d2-6c1f-7c52-8d0e-%012d".formatted(number)));
    var head =
        new EntryHead(
            id(number),
            EVERYTHING,
            origin,
            "How is question number %d answered by those who know about it?".formatted(number),
            List.of(),
            Optional.of(question),
            "%032x".formatted(number),
            created,
            created.plus(Duration.ofDays(1)),
            created.plus(Duration.ofDays(1)));
    answers.put(new CacheEntry(head, PAYLOAD));
  }

  private static EntryId id(int number) {
    // Spread as digests are.
    return new EntryId("%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, number));
  }

  private static long usedMemory() throws InterruptedException {
    System.gc();
    Thread.sleep(200);
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
