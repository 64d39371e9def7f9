package io.sluice.runner.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.exchange.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What is answered instead, in the shape of OpenAI's errors.
 *
 * @param error its one member
 */
record AdminError(Content error) {

  /**
   * @param code what a program looks at
   * @param problems of what was sent, each with key, rule and value; none: left out
   */
  record Content(
      String message,
      String type,
      String code,
      @Nullable String param,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> problems) {}

  static AdminError of(HttpStatus status, String code, String message, List<Problem> problems) {
    return new AdminError(
        new Content(
            message,
            status.is5xxServerError() ? "server_error" : "invalid_request_error",
            code,
            null,
            problems));
  }

  static AdminError of(HttpStatus status, String code, String message) {
    return of(status, code, message, List.of());
  }
}
