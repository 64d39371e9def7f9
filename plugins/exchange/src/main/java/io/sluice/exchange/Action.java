package io.sluice.exchange;

import java.util.List;

/** What a plugin wants to happen to a request. */
public sealed interface Action {

  /** Leaves the request as it is. */
  record Pass() implements Action {
    private static final Pass INSTANCE = new Pass();
  }

  /** Changes the request, which goes on. */
  record Rewrite(List<Change> changes) implements Action {
    public Rewrite {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Answers the request, which goes no further.
   *
   * @param status an HTTP status, 200 to 599
   * @param body kept, not copied
   * @param noted what is to be known of the exchange: why it was answered, what is kept with it
   */
  record Stop(int status, Headers headers, byte[] body, List<Change> noted) implements Action {
    public Stop {
      noted = List.copyOf(noted);
      new Problems("stop")
          .require(status >= 200 && status <= 599, "status", "in 200 to 599", status)
          .throwIfAny();
    }

    /** An answer of which nothing else is noted. */
    public Stop(int status, Headers headers, byte[] body) {
      this(status, headers, body, List.of());
    }

    /** Status and size: a body may hold content. */
    @Override
    public String toString() {
      return "Stop[%d, %d bytes]".formatted(status, body.length);
    }
  }

  /** Returns the action that leaves the request as it is. */
  static Action pass() {
    return Pass.INSTANCE;
  }

  /** Returns an action that changes the request. */
  static Action rewrite(Change... changes) {
    return new Rewrite(List.of(changes));
  }
}
