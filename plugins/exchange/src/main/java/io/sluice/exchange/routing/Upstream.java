package io.sluice.exchange.routing;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.DependencyException;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import java.time.Duration;

/**
 * Sends a request to a target from here, through the gateway, and waits for the whole answer: for
 * the one case in which the answer has to be looked at before the client gets it.
 *
 * <p>Thread-safe. Blocks, at most until the deadline.
 */
public interface Upstream {

  /**
   * A whole answer.
   *
   * @param status as the gateway gave it
   * @param contentType empty when there was none
   * @param body not copied
   */
  record Answer(int status, String contentType, byte[] body, Duration took) {

    /** Without content. */
    @Override
    public String toString() {
      return "Answer[status %d, %d bytes]".formatted(status, body.length);
    }
  }

  /**
   * Sends a request.
   *
   * @param path of the gateway's internal route
   * @param target which the request's body names already
   * @param id that of the exchange it is for
   * @param deadline over zero
   * @throws DependencyException if there is no whole answer within the deadline, the gateway is
   *     away, too many such requests are under way, or the thread was interrupted
   */
  Answer send(
      String path,
      Target target,
      ChatRequest request,
      RequestId id,
      Subject subject,
      Duration deadline);

  /** Returns one that reaches nobody: every call fails. */
  static Upstream none() {
    return (path, target, request, id, subject, deadline) -> {
      throw new DependencyException(
          "gateway", "send a request", new IllegalStateException("no gateway is configured"));
    };
  }
}
