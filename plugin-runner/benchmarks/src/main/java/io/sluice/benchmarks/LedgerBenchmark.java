package io.sluice.benchmarks;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import io.sluice.tokenlimit.ledger.InMemoryTokenLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many exchanges one thread can reserve for and settle, in the ledger of one process.
 *
 * <p>10,000 subjects take turns. The clock moves so that each has an amount in every slot of its
 * window of a minute, and a thousand reservations are held at any time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LedgerBenchmark {

  private static final int SUBJECTS = 10_000;
  private static final int HELD = 1_000;
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Window MINUTE = new Window.Sliding(Duration.ofMinutes(1));
  private static final Spend EXPECTED = new Spend(700, 500, 0);
  private static final Spend ACTUAL = new Spend(700, 300, 0);

  /** 1: the subject's. 3: also its department's, of a hundred, and one for all. */
  @Param({"1", "3"})
  int accounts;

  private final List<Account> departments =
      IntStream.range(0, 100).mapToObj(i -> account("department " + i)).toList();
  private final Account all = account("all");
  private final InMemoryTokenLedger ledger =
      new InMemoryTokenLedger(() -> Instant.ofEpochMilli(millis()));
  private List<Reservation> reservations = List.of();
  private long turn;

  @Setup
  public void fill() {
    reservations = IntStream.range(0, SUBJECTS).mapToObj(this::reservation).toList();
    while (turn < 2L * SUBJECTS * Window.Sliding.SLOTS) {
      reserve();
      settle();
    }
  }

  @Benchmark
  public void reserveAndSettle(Blackhole results) {
    results.consume(reserve());
    results.consume(settle());
  }

  private Outcome reserve() {
    turn++;
    return ledger.reserve(reservations.get((int) (turn % SUBJECTS)), LIFETIME);
  }

  private Optional<List<Standing>> settle() {
    return ledger.settle(reservations.get((int) ((turn + SUBJECTS - HELD) % SUBJECTS)), ACTUAL);
  }

  /** Each subject has its turn once in a slot. */
  private long millis() {
    return turn * 60_000 / (SUBJECTS * Window.Sliding.SLOTS);
  }

  private Reservation reservation(int subject) {
    var charged =
        Stream.of(account("subject " + subject), departments.get(subject % 100), all)
            .limit(accounts)
            .toList();
    return new Reservation(
        "0192d5a8-6f3e-7c41-9f0a-" + (100_000_000_000L + subject), charged, EXPECTED, "");
  }

  private static Account account(String key) {
    return new Account(key, Unit.TOTAL_TOKENS, Account.MOST, 0, MINUTE);
  }
}
