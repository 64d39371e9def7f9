package io.sluice.runner.admin;

import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A call that is not done as asked; the message is written for the caller. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient List<Problem> problems;

  RefusedException(HttpStatus status, String code, String message) {
    this(status, code, message, List.of());
  }

  /**
   * @param problems every rule that the call breaks
   */
  RefusedException(HttpStatus status, String code, String message, List<Problem> problems) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** Returns what tells that a call is not valid, with all its problems. */
  static RefusedException of(String code, InvalidConfigException e) {
    return new RefusedException(
        HttpStatus.BAD_REQUEST, code, String.valueOf(e.getMessage()), e.problems());
  }

  HttpStatus status() {
    return status;
  }

  AdminError error() {
    return AdminError.of(status, code, String.valueOf(getMessage()), problems);
  }
}
