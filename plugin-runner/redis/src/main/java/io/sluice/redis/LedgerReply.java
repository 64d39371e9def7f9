package io.sluice.redis;

import io.sluice.exchange.ledger.Account;
import io.sluice.exchange.ledger.Outcome;
import io.sluice.exchange.ledger.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The numbers that a ledger's script answers. */
final class LedgerReply {

  private static final int STANDING = 4;

  private final List<?> numbers;

  LedgerReply(Object answer) {
    this.numbers = (List<?>) answer;
  }

  private long number(int index) {
    return (Long) numbers.get(index);
  }

  boolean isDone() {
    return number(0) == 1;
  }

  List<Standing> standings(List<Account> accounts) {
    var standings = new ArrayList<Standing>(accounts.size());
    for (var account : accounts) {
      standings.add(standing(account, 1 + STANDING * standings.size()));
    }
    return standings;
  }

  Outcome.Refused refused(List<Account> accounts) {
    var full = accounts.get((int) number(1) - 1);
    return new Outcome.Refused(standing(full, 2), Duration.ofMillis(number(2 + STANDING)));
  }

  private Standing standing(Account account, int at) {
    return new Standing(
        account, number(at), number(at + 1), number(at + 2), Duration.ofMillis(number(at + 3)));
  }
}
