package io.sluice.runner.exchanges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.Ending;
import io.sluice.exchange.Price;
import io.sluice.exchange.RoutePlugin;
import io.sluice.exchange.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExchangeRegistryTest {

  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private static final long PLENTY = 1L << 30;

  private final AtomicLong now = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Exchanges.Listener listener = new Exchanges.Listener();
  private final List<String> elsewhere = new ArrayList<>();
  private final ExchangeRegistry exchanges = registry(PLENTY);

  @Test
  void anExchangeEndsOnceHoweverOftenItIsLogged() {
    exchanges.begin(Exchanges.chat("a"), List.of(listener));

    assertThat(exchanges.end(Exchanges.entry("a"))).isTrue();
    assertThat(exchanges.end(Exchanges.entry("a"))).isFalse();

    pass(DEADLINE.plusSeconds(1));
    assertThat(listener.heard()).containsExactly("a 200");
    assertThat(ended("logged")).isEqualTo(1);
    assertThat(ended("unknown")).isEqualTo(1);
    assertThat(ended("unlogged")).isZero();
  }

  @Test
  void everyPluginThatSawAnExchangeHearsOfItsEndInOrder() {
    var heard = new ArrayList<String>();

    exchanges.begin(Exchanges.chat("a"), List.of(hears("one", heard), hears("two", heard)));
    exchanges.end(Exchanges.entry("a"));

    assertThat(heard).containsExactly("one", "two");
  }

  @Test
  void anExchangeThatNobodyLogsEndsAtItsDeadline() {
    exchanges.begin(Exchanges.chat("a"), List.of(listener));

    pass(DEADLINE.minusMillis(1));
    assertThat(listener.heard()).isEmpty();

    pass(Duration.ofMillis(1));
    assertThat(listener.heard()).containsExactly("a unlogged");
    assertThat(ended("unlogged")).isEqualTo(1);
  }

  @Test
  void aLogEntryAfterTheDeadlineEndsNothing() {
    exchanges.begin(Exchanges.chat("a"), List.of(listener));
    now.addAndGet(DEADLINE.plusSeconds(1).toNanos());

    assertThat(exchanges.end(Exchanges.entry("a"))).isFalse();

    assertThat(listener.heard()).containsExactly("a unlogged");
    assertThat(ended("unknown")).isEqualTo(1);
  }

  @Test
  void aboveTheLimitExchangesEndUnlogged() {
    var few = registry(10L * ExchangeRegistry.weight(Exchanges.chat("e0")));

    for (int i = 0; i < 1000; i++) {
      few.begin(Exchanges.chat("e" + i), List.of(listener));
    }

    assertThat(few.size()).isEqualTo(10);
    assertThat(listener.heard())
        .hasSize(990)
        .doesNotHaveDuplicates()
        .allMatch(end -> end.endsWith(" unlogged"));
    assertThat(ended("too_many")).isEqualTo(990);
  }

  @Test
  void aLargeBodyTakesThePlaceOfManySmallOnes() {
    var few = registry(1_000_000);
    var large = "x".repeat(400_000);

    for (int i = 0; i < 10; i++) {
      few.begin(Exchanges.exchange("e" + i, large), List.of(listener));
    }

    assertThat(few.size()).isEqualTo(1);
    assertThat(listener.heard()).hasSize(9);
  }

  @Test
  void entriesOfNobodysExchangesAreCounted() {
    exchanges.end(Exchanges.entry(""));
    exchanges.end(Exchanges.entry(""));
    exchanges.end(Exchanges.entry("never-begun"));

    assertThat(ended("not_ours")).isEqualTo(2);
    assertThat(ended("unknown")).isEqualTo(1);
  }

  @Test
  void aPluginThatFailsAtTheEndDoesNotKeepTheOthersFromHearing() {
    var heard = new ArrayList<String>();
    exchanges.begin(
        Exchanges.chat("a"),
        List.of(
            fails(new IllegalStateException("oops")),
            hears("one", heard),
            fails(new StackOverflowError()),
            hears("two", heard)));

    assertThat(exchanges.end(Exchanges.entry("a"))).isTrue();

    assertThat(heard).containsExactly("one", "two");
  }

  @Test
  void openExchangesAreCounted() {
    exchanges.begin(Exchanges.chat("a"), List.of());
    exchanges.begin(Exchanges.chat("b"), List.of());
    exchanges.end(Exchanges.entry("a"));

    assertThat(meters.get("sluice.exchanges.open").gauge().value()).isEqualTo(1);
  }

  /** Whoever is first: the log entry, the deadline, or the entry a second time. */
  @Test
  void aLogEntryAndTheDeadlineAtTheSameTimeEndAnExchangeOnce() throws Exception {
    var random = new Random(20260101);
    int rounds = 2000;
    var start = new CyclicBarrier(3);

    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < rounds; i++) {
        var id = "e" + i;
        exchanges.begin(Exchanges.chat(id), List.of(listener));
        now.addAndGet(DEADLINE.toNanos() - 1);
        int spins = random.nextInt(2000);
        var logged =
            threads.submit(() -> {
              start.await(10, TimeUnit.SECONDS);
              spin(2000 - spins);
              exchanges.end(Exchanges.entry(id));
              return exchanges.end(Exchanges.entry(id));
            });
        var expired =
            threads.submit(() -> {
              start.await(10, TimeUnit.SECONDS);
              spin(spins);
              pass(Duration.ofNanos(1));
              return true;
            });
        start.await(10, TimeUnit.SECONDS);
        assertThat(logged.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(expired.get(10, TimeUnit.SECONDS)).isTrue();
      }
    }

    pass(DEADLINE.multipliedBy(2));
    var ids = listener.heard().stream().map(end -> end.substring(0, end.indexOf(' '))).toList();
    assertThat(ids)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, rounds).mapToObj(i -> "e" + i).toList());
    assertThat(ended("logged") + ended("unlogged")).isEqualTo(rounds);
  }

  @Test
  void aLoggedChatIsTimedByModelAndStatus() {
    var routed = Exchanges.chat("a").with(new Change.RouteTo(target("gpt-5-mini")));
    exchanges.begin(routed, List.of());
    exchanges.begin(Exchanges.chat("b"), List.of());
    exchanges.begin(Exchanges.chat("c"), List.of());

    exchanges.end(Exchanges.entry("a", 200, Duration.ofMillis(800), Duration.ofMillis(120)));
    exchanges.end(Exchanges.entry("b", 429, Duration.ofMillis(5), Duration.ZERO));
    exchanges.end(Exchanges.entry("c", 0, Duration.ZERO, Duration.ZERO));

    assertThat(operation("gpt-5-mini", "2xx")).isCloseTo(800, within(1e-6));
    assertThat(operation("unrouted", "4xx")).isCloseTo(5, within(1e-6));
    assertThat(operation("unrouted", "none")).isZero();
    var firstToken = meters.get("gen_ai.server.time_to_first_token").timer();
    assertThat(firstToken.count()).isEqualTo(1);
    assertThat(firstToken.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(120, within(1e-6));
    assertThat(firstToken.getId().getTag("gen_ai.request.model")).isEqualTo("gpt-5-mini");
    assertThat(firstToken.getId().getTag("gen_ai.operation.name")).isEqualTo("chat");
  }

  @Test
  void whatIsNoChatAndWhatNobodyLoggedIsNotTimed() {
    exchanges.begin(Exchanges.exchange("a", "{\"input\":\"x\"}"), List.of());
    exchanges.begin(Exchanges.chat("b"), List.of());

    exchanges.end(Exchanges.entry("a"));
    pass(DEADLINE.plusSeconds(1));

    assertThat(meters.find("gen_ai.client.operation.duration").timers()).isEmpty();
    assertThat(meters.find("gen_ai.server.time_to_first_token").timers()).isEmpty();
  }

  @Test
  void whatAnotherProcessBeganIsEndedThere() {
    elsewhere.add("b");

    assertThat(exchanges.end(Exchanges.entry("b"))).isTrue();
    assertThat(exchanges.end(Exchanges.entry("c"))).isFalse();

    assertThat(ended("elsewhere")).isEqualTo(1);
    assertThat(ended("unknown")).isEqualTo(1);
  }

  @Test
  void aStoreThatIsAwayEndsNothingElsewhere() {
    var registry =
        new ExchangeRegistry(
            DEADLINE,
            PLENTY,
            entry -> {
              throw new DependencyException("redis", "settle", new IllegalStateException("gone"));
            },
            meters);

    assertThat(registry.end(Exchanges.entry("b"))).isFalse();
    assertThat(ended("unknown")).isEqualTo(1);
  }

  private ExchangeRegistry registry(long maxOpenBytes) {
    return new ExchangeRegistry(
        DEADLINE,
        maxOpenBytes,
        entry -> elsewhere.contains(entry.requestId()),
        meters,
        now::get,
        Scheduler.disabledScheduler(),
        Runnable::run);
  }

  /** Lets time pass, and the registry notice. */
  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    exchanges.endOverdue();
  }

  private double ended(String how) {
    var counter = meters.find("sluice.exchanges.ended").tag("how", how).counter();
    return counter == null ? 0 : counter.count();
  }

  private double operation(String model, String status) {
    return meters
        .get("gen_ai.client.operation.duration")
        .tags("gen_ai.operation.name", "chat", "gen_ai.request.model", model, "status", status)
        .timer()
        .totalTime(TimeUnit.MILLISECONDS);
  }

  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }

  private static Target target(String model) {
    return new Target(
        "small", "fast", model, new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TEN));
  }

  private static RoutePlugin hears(String name, List<String> heard) {
    return new AtTheEnd(() -> heard.add(name));
  }

  private static RoutePlugin fails(Throwable failure) {
    return new AtTheEnd(() -> {
      switch (failure) {
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new IllegalArgumentException(failure);
      }
    });
  }

  private record AtTheEnd(Runnable does) implements RoutePlugin {

    @Override
    public Action onRequest(ChatExchange exchange) {
      return Action.pass();
    }

    @Override
    public void onEnd(ChatExchange exchange, Ending ending) {
      does.run();
    }
  }
}
