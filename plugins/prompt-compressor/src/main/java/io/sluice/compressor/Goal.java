package io.sluice.compressor;

import io.sluice.exchange.Problems;
import io.sluice.exchange.Settings;
import java.util.stream.Stream;

/** How small a prompt is to become. */
sealed interface Goal {

  /**
   * A share of what may be left out.
   *
   * @param share that is kept, in (0, 1]
   */
  record Ratio(double share) implements Goal {
    public Ratio {
      new Problems("goal")
          .require(share > 0 && share <= 1, "ratio", "in (0, 1]", share)
          .throwIfAny();
    }
  }

  /**
   * A number of tokens for the whole prompt.
   *
   * @param most at least 1
   */
  record Tokens(long most) implements Goal {
    public Tokens {
      new Problems("goal").require(most >= 1, "tokens", "at least 1", most).throwIfAny();
    }
  }

  /**
   * A share of the target's context window for the whole prompt, the answer's tokens taken off.
   *
   * @param share in (0, 1]
   */
  record Window(double share) implements Goal {
    public Window {
      new Problems("goal")
          .require(share > 0 && share <= 1, "window", "in (0, 1]", share)
          .throwIfAny();
    }
  }

  /** Reads the one of {@code ratio}, {@code tokens} and {@code window} that a section has. */
  static Goal read(Settings settings) {
    long there = Stream.of("ratio", "tokens", "window").filter(settings::has).count();
    settings.require(there == 1, "", "with one of ratio, tokens and window", there + " of them");
    if (settings.has("tokens")) {
      return new Tokens(settings.whole("tokens", 1));
    }
    return settings.has("window")
        ? new Window(settings.number("window", 1))
        : new Ratio(settings.number("ratio", 1));
  }
}
