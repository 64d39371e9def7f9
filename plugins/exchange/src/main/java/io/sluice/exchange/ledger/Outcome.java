package io.sluice.exchange.ledger;

import java.time.Duration;
import java.util.List;

/** What became of a reservation. */
public sealed interface Outcome {

  /**
   * It is held.
   *
   * @param standings after it, in the order of its accounts
   */
  record Granted(List<Standing> standings) implements Outcome {
    public Granted {
      standings = List.copyOf(standings);
    }
  }

  /**
   * Nothing of it is held.
   *
   * @param full how the first of its accounts stands that has no room
   * @param retryIn until there is room, if nobody else takes it and nothing is given back; when the
   *     amount is more than the account allows now, until the account is empty. What an account
   *     with a burst allows may change meanwhile: it may then be refused again, or have had room
   *     earlier
   */
  record Refused(Standing full, Duration retryIn) implements Outcome {}
}
