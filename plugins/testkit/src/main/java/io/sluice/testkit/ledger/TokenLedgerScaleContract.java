package io.sluice.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Reservation;
import io.sluice.exchange.ledger.Spend;
import io.sluice.exchange.ledger.Standing;
import io.sluice.exchange.ledger.Unit;
import io.sluice.exchange.ledger.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every token ledger has to do when there are many threads, accounts, tokens, odd keys. */
public abstract class TokenLedgerScaleContract extends LedgerFixture {

  private static final int THREADS = 200;

  private final Account team = account("team", 10);

  @RepeatedTest(20)
  void grantsTenOfTwoHundredThatAskForTheRoomOfTen() throws Exception {
    var user = account("user", THREADS);

    var granted = together(i -> reserve("id" + i, 1, user, team) instanceof Outcome.Granted);

    assertThat(granted.stream().filter(g -> g)).hasSize(10);
    assertThat(counted(team)).isEqualTo(10);
    assertThat(counted(user)).isEqualTo(10);
  }

  @RepeatedTest(20)
  void grantsTenWhicheverAccountIsNamedFirst() throws Exception {
    var other = account("other", 10);

    var granted =
        together(i ->
            i % 2 == 0 ? isGranted("id" + i, 1, team, other) : isGranted("id" + i, 1, other, team));

    assertThat(granted.stream().filter(g -> g)).hasSize(10);
    assertThat(ledger.standings(List.of(team, other)))
        .extracting(Standing::reserved)
        .containsExactly(10L, 10L);
  }

  @RepeatedTest(5)
  void settlesChargesAndClaimsOnceHoweverManyAskForIt() throws Exception {
    var held = reservation("held", 9, team);
    ledger.reserve(held, LIFETIME);
    var charged = reservation("charged", 0, team);

    var settled = together(i -> ledger.settle(held, tokens(4)).isPresent());
    var charges = together(i -> ledger.charge(charged, tokens(1), LIFETIME).isPresent());
    var claims = together(i -> ledger.claim("mark", LIFETIME));

    assertThat(List.of(settled, charges, claims))
        .allSatisfy(once -> assertThat(once.stream().filter(g -> g)).hasSize(1));
    assertThat(standing(team)).isEqualTo(new Standing(team, 10, 5, 0, COUNTED));
  }

  private interface Attempt {
    boolean succeeds(int number);
  }

  /** Makes attempts at once, each in a thread of its own, and returns which succeeded. */
  private static List<Boolean> together(Attempt attempt) throws Exception {
    var ready = new CountDownLatch(THREADS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var attempts =
          IntStream.range(0, THREADS)
              .<Callable<Boolean>>mapToObj(i ->
                  () -> {
                    ready.countDown();
                    ready.await();
                    return attempt.succeeds(i);
                  })
              .toList();
      var outcomes = new ArrayList<Boolean>();
      for (var outcome : threads.invokeAll(attempts)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }

  @Test
  void countsExactlyHoweverLargeTheLimit() {
    var limit = Account.MOST;
    var huge = new Account("huge", Unit.MICRO_USD, limit, 0, new Window.Sliding(LENGTH));
    var most = new Spend(0, 0, 1_000_000_000_000L);
    for (int i = 0; i < 999; i++) {
      ledger.charge(new Reservation("c" + i, List.of(huge), most, ""), most, LIFETIME);
    }
    var nearly = new Spend(0, 0, 999_999_999_999L);
    ledger.charge(new Reservation("nearly", List.of(huge), nearly, ""), nearly, LIFETIME);

    var two = new Reservation("two", List.of(huge), new Spend(0, 0, 2), "");
    var one = new Reservation("one", List.of(huge), new Spend(0, 0, 1), "");
    assertThat(standing(huge)).isEqualTo(new Standing(huge, limit, limit - 1, 0, COUNTED));
    assertThat(ledger.reserve(two, LIFETIME)).isInstanceOf(Outcome.Refused.class);
    assertThat(ledger.reserve(one, LIFETIME)).isInstanceOf(Outcome.Granted.class);
    assertThat(standing(huge)).isEqualTo(new Standing(huge, limit, limit - 1, 1, COUNTED));
  }

  @Test
  void addsALargeBurstToALargeLimit() {
    var huge = account("huge", Account.MOST, Account.MOST, new Window.Sliding(LENGTH));

    reserve("a", 1_999_999_999, huge);

    assertThat(standing(huge))
        .isEqualTo(new Standing(huge, 2 * Account.MOST, 0, 1_999_999_999, COUNTED));
  }

  @Test
  void tellsKeysApartWhateverTheyConsistOf() {
    var keys =
        List.of(
            " ",
            "a",
            "A",
            "a ",
            "a:b",
            "a:{b}",
            "{a}:b",
            "{}",
            "a\nb",
            "a\tb",
            "\"a\"",
            "a\\b",
            "a\0b",
            "a*",
            "ä",
            "a\u0308",
            "退款",
            "😀",
            "x".repeat(511) + "y",
            "x".repeat(512));
    var accounts = keys.stream().map(key -> account(key, 100)).toList();
    for (int i = 0; i < keys.size(); i++) {
      assertThat(isGranted("id" + i, i + 1, accounts.get(i))).isTrue();
    }

    assertThat(accounts).extracting(this::counted).isEqualTo(oneTo(keys.size()));
    assertThat(ledger.keys(100)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void tellsIdsApartWhateverTheyConsistOf() {
    var ids = List.of("a", "A", "a ", "a:b", "{a}", "a\nb", "a\"", "ä", "a\u0308", "😀");
    for (var id : ids) {
      assertThat(isGranted(id, 1, team)).isTrue();
    }

    assertThat(ids).allSatisfy(id -> assertThat(ledger.held(id)).isPresent());
    assertThat(counted(team)).isEqualTo(ids.size());
  }

  @Test
  void keepsAThousandAccountsApart() {
    var accounts = IntStream.range(0, 1000).mapToObj(i -> account("account " + i, 2000)).toList();
    for (int i = 0; i < accounts.size(); i++) {
      assertThat(isGranted("id" + i, i + 1, accounts.get(i))).isTrue();
    }

    assertThat(ledger.standings(accounts))
        .extracting(Standing::reserved)
        .isEqualTo(oneTo(accounts.size()));
    assertThat(ledger.keys(2000)).hasSize(1000);
  }

  @Test
  void countsInThousandsOfNewAccountsSeveralAtATime() {
    var accounts = IntStream.range(0, 4500).mapToObj(i -> account("account " + i, 10)).toList();
    for (int i = 0; i < accounts.size(); i += 3) {
      var three = accounts.subList(i, i + 3).toArray(Account[]::new);
      assertThat(isGranted("id" + i, 1, three)).isTrue();
    }

    assertThat(ledger.standings(accounts)).extracting(Standing::reserved).containsOnly(1L);
  }

  private static List<Long> oneTo(int last) {
    var numbers = new ArrayList<Long>();
    for (long number = 1; number <= last; number++) {
      numbers.add(number);
    }
    return numbers;
  }
}
