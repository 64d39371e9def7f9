package io.sluice.runner.admin;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.InvalidConfigException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what goes wrong under {@code /admin} into answers of one shape. */
@RestControllerAdvice
public final class AdminErrors {

  private static final Logger logger = LoggerFactory.getLogger(AdminErrors.class);

  @ExceptionHandler
  ResponseEntity<AdminError> refused(RefusedException e) {
    return answer(e.status(), e.error());
  }

  @ExceptionHandler
  ResponseEntity<AdminError> invalid(InvalidConfigException e) {
    return answer(
        HttpStatus.BAD_REQUEST,
        AdminError.of(
            HttpStatus.BAD_REQUEST,
            "invalid_budget",
            String.valueOf(e.getMessage()),
            e.problems()));
  }

  @ExceptionHandler
  ResponseEntity<AdminError> away(DependencyException e) {
    logger
        .atWarn()
        .addKeyValue("dependency", e.dependency())
        .addKeyValue("problem", e.getMessage())
        .log("an admin call could not be done");
    return answer(
        HttpStatus.SERVICE_UNAVAILABLE,
        AdminError.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store_unavailable",
            e.dependency() + " does not answer; nothing is known to have changed: try again"));
  }

  @ExceptionHandler
  ResponseEntity<AdminError> noSuchPath(NoResourceFoundException e, HttpServletRequest request)
      throws NoResourceFoundException {
    if (isElsewhere(request)) {
      throw e;
    }
    return answer(
        HttpStatus.NOT_FOUND, AdminError.of(HttpStatus.NOT_FOUND, "not_found", "no such path"));
  }

  @ExceptionHandler
  ResponseEntity<AdminError> noSuchMethod(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request)
      throws HttpRequestMethodNotSupportedException {
    if (isElsewhere(request)) {
      throw e;
    }
    var headers = new HttpHeaders();
    headers.setAllow(Objects.requireNonNullElse(e.getSupportedHttpMethods(), Set.of()));
    return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
        .headers(headers)
        .body(
            AdminError.of(
                HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "not with " + e.getMethod()));
  }

  private static boolean isElsewhere(HttpServletRequest request) {
    return request.getAttribute(Caller.ATTRIBUTE) == null;
  }

  private static ResponseEntity<AdminError> answer(HttpStatus status, AdminError error) {
    return ResponseEntity.status(status).body(error);
  }
}
