package io.sluice.runner.admin;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.InvalidConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what goes wrong in an admin call into answers of one shape. */
@RestControllerAdvice(basePackageClasses = AdminErrors.class)
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

  private static ResponseEntity<AdminError> answer(HttpStatus status, AdminError error) {
    return ResponseEntity.status(status).body(error);
  }
}
