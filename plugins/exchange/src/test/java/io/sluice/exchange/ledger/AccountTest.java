package io.sluice.exchange.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountTest {

  private static final Window MINUTE = new Window.Sliding(Duration.ofMinutes(1));

  @Test
  void allowsNothingUpToTheMost() {
    assertThat(account("k", 0, 0).limit()).isZero();
    assertThat(account("k".repeat(512), Account.MOST, Account.MOST).burst())
        .isEqualTo(Account.MOST);
  }

  @Test
  void namesAllThatIsWrongWithIt() {
    assertThatThrownBy(() -> account("", -1, Account.MOST + 1))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll(
            "key must be 1 to 512 characters, but was \"\"",
            "limit must be in 0 to 1000000000000000, but was -1",
            "burst must be in 0 to 1000000000000000, but was 1000000000000001");
  }

  @Test
  void refusesALongKey() {
    assertThatThrownBy(() -> account("k".repeat(513), 1, 0))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("key must be 1 to 512 characters");
  }

  @Test
  void addsUpExactlyInADouble() {
    long sum = 4 * Account.MOST;

    assertThat((long) (double) (sum + 1)).isEqualTo(sum + 1);
    assertThat((double) (sum + 1)).isNotEqualTo((double) sum);
  }

  @Test
  void neverHasLessThanNothingLeft() {
    var account = account("k", 10, 0);

    assertThat(new Standing(account, 10, 3, 4, Duration.ZERO).remaining()).isEqualTo(3);
    assertThat(new Standing(account, 10, 13, 4, Duration.ZERO).remaining()).isZero();
  }

  private static Account account(String key, long limit, long burst) {
    return new Account(key, Unit.TOTAL_TOKENS, limit, burst, MINUTE);
  }
}
