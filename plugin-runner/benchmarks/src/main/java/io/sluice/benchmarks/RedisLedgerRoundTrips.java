package io.sluice.benchmarks;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import io.sluice.redis.Redis;
import io.sluice.redis.RedisConfig;
import io.sluice.redis.RedisTokenLedger;
import io.sluice.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * How much longer do a reservation and its settlement take than a bare round trip to Redis?
 *
 * <p>One caller at a time, on a virtual thread as in the runner, with a PING between each two, so
 * that whatever else the machine does meets all alike.
 */
public final class RedisLedgerRoundTrips {

  private static final int WARM_UP = 60_000;
  private static final int ROUNDS = 30_000;
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Spend EXPECTED = new Spend(700, 300, 2_000);
  private static final Spend ACTUAL = new Spend(700, 180, 1_400);
  private static final String NOTE = "{\"model\":\"gpt-5.1\",\"prompt\":700,\"route\":\"chat\"}";

  private static final List<Account> ACCOUNTS =
      List.of(
          account("consumer:alice:tokens", new Window.Sliding(Duration.ofMinutes(1))),
          account("department:research:tokens", new Window.Sliding(Duration.ofHours(1))),
          account(
              "department:research:month",
              new Window.Calendar(Window.Period.MONTH, ZoneId.of("Europe/Berlin"))));

  private RedisLedgerRoundTrips() {}

  /** Prints the table; {@code --platform} makes the calls on a platform thread. */
  public static void main(String[] arguments) throws Exception {
    boolean platform = List.of(arguments).contains("--platform");
    try (var server = RedisServer.start();
        var redis = new Redis(new RedisConfig(server.url(), "sluice", PATIENT, 16))) {
      var ledger = new RedisTokenLedger(redis);
      System.out.printf("%-9s %-8s %9s %9s %7s%n", "accounts", "call", "p50 µs", "p95 µs", "ratio");
      var thread = platform ? Thread.ofPlatform() : Thread.ofVirtual();
      var measured =
          new FutureTask<>(() -> {
            measure(redis, ledger, ACCOUNTS, WARM_UP);
            for (int accounts : new int[] {1, 3}) {
              print(accounts, measure(redis, ledger, ACCOUNTS.subList(0, accounts), ROUNDS));
            }
            return true;
          });
      thread.start(measured);
      measured.get();
    }
  }

  private static Account account(String key, Window window) {
    return new Account(key, Unit.TOTAL_TOKENS, Account.MOST, 0, window);
  }

  /** How long calls took, each kind sorted, in nanoseconds. */
  private record Times(long[] pings, long[] reserves, long[] settles) {}

  private static Times measure(
      Redis redis, TokenLedger ledger, List<Account> accounts, int rounds) {
    var pings = new long[2 * rounds];
    var reserves = new long[rounds];
    var settles = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      var reservation =
          new Reservation("019aa0d2-6c1f-7c52-8d0e-%012d".formatted(i), accounts, EXPECTED, NOTE);
      long start = System.nanoTime();
      redis.ping();
      long pinged = System.nanoTime();
      if (!(ledger.reserve(reservation, LIFETIME) instanceof Outcome.Granted)) {
        throw new IllegalStateException("refused");
      }
      long reserved = System.nanoTime();
      redis.ping();
      long pingedAgain = System.nanoTime();
      if (ledger.settle(reservation, ACTUAL).isEmpty()) {
        throw new IllegalStateException("settled before");
      }
      settles[i] = System.nanoTime() - pingedAgain;
      reserves[i] = reserved - pinged;
      pings[2 * i] = pinged - start;
      pings[2 * i + 1] = pingedAgain - reserved;
    }
    Stream.of(pings, reserves, settles).forEach(Arrays::sort);
    return new Times(pings, reserves, settles);
  }

  private static void print(int accounts, Times times) {
    double bare = percentile(times.pings(), 50);
    print(accounts, "ping", times.pings(), bare);
    print(accounts, "reserve", times.reserves(), bare);
    print(accounts, "settle", times.settles(), bare);
  }

  private static void print(int accounts, String call, long[] sorted, double bare) {
    System.out.printf(
        "%-9d %-8s %9.1f %9.1f %7.2f%n",
        accounts,
        call,
        percentile(sorted, 50) / 1000.0,
        percentile(sorted, 95) / 1000.0,
        percentile(sorted, 50) / bare);
  }

  private static long percentile(long[] sorted, int percent) {
    return sorted[(int) ((long) sorted.length * percent / 100)];
  }
}
