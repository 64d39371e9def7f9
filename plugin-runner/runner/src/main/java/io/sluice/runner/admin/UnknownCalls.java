package io.sluice.runner.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers calls under {@code /admin} that there are not in the shape of the others. */
@RestControllerAdvice
public final class UnknownCalls {

  @ExceptionHandler
  ResponseEntity<AdminError> noSuchPath(NoResourceFoundException e, HttpServletRequest request)
      throws NoResourceFoundException {
    if (isElsewhere(request)) {
      throw e;
    }
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .body(AdminError.of(HttpStatus.NOT_FOUND, "not_found", "no such path"));
  }

  @ExceptionHandler
  ResponseEntity<AdminError> noSuchMethod(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request)
      throws HttpRequestMethodNotSupportedException {
    if (isElsewhere(request)) {
      throw e;
    }
    var status = HttpStatus.METHOD_NOT_ALLOWED;
    return ResponseEntity.status(status)
        .headers(headers ->
            headers.setAllow(Objects.requireNonNullElse(e.getSupportedHttpMethods(), Set.of())))
        .body(AdminError.of(status, "method_not_allowed", "not with " + e.getMethod()));
  }

  /** The gate marks what it lets in. */
  private static boolean isElsewhere(HttpServletRequest request) {
    return request.getAttribute(Caller.ATTRIBUTE) == null;
  }
}
