package io.sluice.router;

import io.sluice.exchange.Ending;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Usage;
import io.sluice.exchange.answer.ProviderAnswer;
import io.sluice.exchange.routing.TargetHealth.Result;
import java.util.Set;

/** What the end of an exchange says of its target. */
final class Endings {

  /** What a client can't bring about: the target's key is refused, or its model is gone. */
  private static final Set<Integer> ITS_FAULT = Set.of(401, 403, 404, 408, 429);

  private static final int SERVER_ERROR = 500;

  private Endings() {}

  /**
   * Returns what an ending says.
   *
   * @param passed whether the request left for the gateway
   */
  static Result of(Ending ending, boolean passed) {
    return ending instanceof Ending.Logged(LogEntry entry) && passed
        ? of(entry)
        : new Result.Unknown();
  }

  private static Result of(LogEntry entry) {
    int status = entry.status();
    // Without an address it may be a plugin after the router that answered.
    boolean answered = !entry.upstream().isEmpty();
    if (status >= SERVER_ERROR || (answered && ITS_FAULT.contains(status))) {
      return new Result.Failed(status, entry.took());
    }
    // Of an answer that a client cut, nobody knows how it would have gone on.
    return entry.complete() && answered
        ? new Result.Served(entry.firstByte(), entry.took(), completionTokens(entry))
        : new Result.Unknown();
  }

  private static long completionTokens(LogEntry entry) {
    return ProviderAnswer.read(entry.contentType(), entry.body())
        .usage()
        .map(Usage::completion)
        .orElse(0L);
  }
}
