package io.sluice.runner.admin;

import org.springframework.http.HttpStatus;

/** A call that is not done as asked; the message is written for the caller. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;

  RefusedException(HttpStatus status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  HttpStatus status() {
    return status;
  }

  AdminError error() {
    return AdminError.of(status, code, String.valueOf(getMessage()));
  }
}
