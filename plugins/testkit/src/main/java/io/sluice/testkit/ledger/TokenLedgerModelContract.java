package io.sluice.testkit.ledger;

import static org.assertj.core.api.Assertions.fail;

import io.sluice.exchange.ledger.TokenLedger;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every token ledger does what a plain model of it does, whatever happens in which order. */
public abstract class TokenLedgerModelContract extends LedgerFixture {

  private static final long SEED = 20261120;
  private static final int SEQUENCES = 10_000;

  @Test
  void countsAsTheModelDoesInTenThousandRandomSequences() {
    for (long seed = SEED; seed < SEED + SEQUENCES; seed++) {
      var sequence = Sequence.random(seed);
      if (difference(sequence).isPresent()) {
        var shortest = shrunk(sequence);
        fail("seed %d%n%s%n%s", seed, shortest, difference(shortest).orElseThrow());
      }
    }
  }

  /** Returns a sequence that fails too, and no longer does if any step of it is left out. */
  private Sequence shrunk(Sequence failing) {
    return IntStream.range(0, failing.steps().size())
        .mapToObj(failing::without)
        .filter(fewer -> difference(fewer).isPresent())
        .findFirst()
        .map(this::shrunk)
        .orElse(failing);
  }

  private Optional<String> difference(Sequence sequence) {
    clock.set(sequence.start());
    var modelClock = new MovableClock(sequence.start());
    var model = new ModelLedger(modelClock);
    var tested = ledger(clock);
    for (var step : sequence.steps()) {
      var expected = step.take(model, modelClock);
      var actual = step.take(tested, clock);
      if (!actual.equals(expected)) {
        return Optional.of(message(step, "the model returns", expected, actual));
      }
      var expectedStandings = standings(model, sequence);
      var actualStandings = standings(tested, sequence);
      if (!actualStandings.equals(expectedStandings)) {
        return Optional.of(
            message(step, "in the model it stands at", expectedStandings, actualStandings));
      }
    }
    return Optional.empty();
  }

  private static Object standings(TokenLedger ledger, Sequence sequence) {
    return Step.seen(ledger.standings(sequence.accounts()));
  }

  private static String message(Step step, String what, Object expected, Object actual) {
    return "at " + step + "\n" + what + "\n  " + expected + "\nhere\n  " + actual;
  }
}
