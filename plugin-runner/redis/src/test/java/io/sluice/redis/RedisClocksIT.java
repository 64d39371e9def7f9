package io.sluice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.TokenLedger;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import io.sluice.exchange.ledger.Window.Period;
import io.sluice.testkit.redis.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's clock counts, whatever the callers' show. */
class RedisClocksIT {

  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private RedisServer server;
  private Redis redis;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    redis = new Redis(new RedisConfig(server.url(), "sluice", FreshLedgers.PATIENT, 4));
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void twoLedgersAgreeWhoseClocksAreAnHourApart() {
    var accounts =
        List.of(
            account("hour", new Window.Calendar(Period.HOUR, KOLKATA)),
            account("day", new Window.Calendar(Period.DAY, KOLKATA)),
            account("month", new Window.Calendar(Period.MONTH, KOLKATA)),
            account("sliding", new Window.Sliding(Duration.ofHours(1))));
    var early = ledger(Duration.ofMinutes(-30));
    var late = ledger(Duration.ofMinutes(30));

    early.reserve(new Reservation("a", accounts, new Spend(30, 30, 0), ""), LIFETIME);

    assertThat(late.standings(accounts)).extracting(Standing::reserved).containsOnly(60L);
    assertThat(late.reserve(new Reservation("b", accounts, new Spend(30, 30, 0), ""), LIFETIME))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(late.settle(early.held("a").orElseThrow(), new Spend(10, 0, 0))).isPresent();
    assertThat(early.standings(accounts)).extracting(Standing::used).containsOnly(10L);
  }

  @Test
  void aClockThatIsTwoWindowsOffIsAnError() {
    var hour = List.of(account("hour", new Window.Calendar(Period.HOUR, KOLKATA)));

    for (var offset : List.of(Duration.ofHours(-2), Duration.ofHours(2))) {
      assertThatThrownBy(() -> ledger(offset).standings(hour))
          .isInstanceOf(DependencyException.class)
          .hasMessageContaining("CLOCK the caller's clock is more than a window off the server's");
    }
  }

  @Test
  void letsGoOfNamesOfAccountsThatAreGone() {
    var ledger = ledger(Duration.ZERO);
    var first = account("first", new Window.Sliding(Duration.ofHours(1)));
    ledger.reserve(new Reservation("a", List.of(first), new Spend(1, 0, 0), ""), LIFETIME);
    server.command("DEL", "{sluice}:a:first");

    for (int i = 0; i < 40; i++) {
      var other = account("other" + i, new Window.Sliding(Duration.ofHours(1)));
      ledger.reserve(new Reservation("o" + i, List.of(other), new Spend(1, 0, 0), ""), LIFETIME);
    }

    assertThat(server.command("ZSCORE", "{sluice}:accounts", "first")).isEmpty();
  }

  @Test
  void everyKeyOfTheLedgerExpires() {
    var ledger = ledger(Duration.ZERO);
    var account = account("a", new Window.Calendar(Period.DAY, KOLKATA));
    var reservation = new Reservation("a", List.of(account), new Spend(1, 0, 0), "");
    ledger.reserve(reservation, LIFETIME);
    ledger.charge(
        new Reservation("b", List.of(account), Spend.NOTHING, ""), new Spend(1, 0, 0), LIFETIME);
    ledger.claim("mark", LIFETIME);

    var keys = server.command("KEYS", "*").lines().toList();

    assertThat(keys)
        .containsExactlyInAnyOrder(
            "{sluice}:held",
            "{sluice}:accounts",
            "{sluice}:a:a",
            "{sluice}:r:a",
            "{sluice}:c:b",
            "{sluice}:m:mark")
        .allSatisfy(key -> assertThat(Long.parseLong(server.command("TTL", key))).isPositive());
  }

  private static Account account(String key, Window window) {
    return new Account(key, Unit.TOTAL_TOKENS, 100, 0, window);
  }

  private TokenLedger ledger(Duration offset) {
    InstantSource clock = () -> InstantSource.system().instant().plus(offset);
    return new RedisTokenLedger(redis, redis.keys(), clock, true);
  }
}
