package io.sluice.runner.exchanges;

import io.sluice.exchange.LogEntry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /exchanges}: where APISIX's {@code http-logger} posts.
 *
 * <p>What can't be used is told and counted, never answered with a 5xx: it would be sent again.
 */
@RestController
public final class ExchangesController {

  private static final Logger logger = LoggerFactory.getLogger(ExchangesController.class);

  private final ExchangeRegistry exchanges;
  private final BearerToken token;
  private final int maxBytes;

  /**
   * @param maxBytes of one post
   */
  public ExchangesController(ExchangeRegistry exchanges, BearerToken token, int maxBytes) {
    this.exchanges = exchanges;
    this.token = token;
    this.maxBytes = maxBytes;
  }

  /**
   * @param accepted entries that ended an exchange
   * @param unmatched entries without an open exchange, such as those of refused requests
   * @param rejected entries that could not be read
   */
  private record Receipt(int accepted, int unmatched, int rejected) {}

  private record Refusal(String error) {}

  @PostMapping(path = "/exchanges", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> post(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
      HttpServletRequest request)
      throws IOException {
    if (!token.matches(authorization)) {
      return refuse(
          HttpStatus.UNAUTHORIZED, "the bearer token of sluice.exchanges.token is needed");
    }
    var body = request.getInputStream().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      logger.atWarn().addKeyValue("limit", maxBytes).log("log entries over the size limit");
      return refuse(HttpStatus.CONTENT_TOO_LARGE, "at most " + maxBytes + " bytes");
    }
    try {
      return ResponseEntity.ok(take(LogEntries.read(body)));
    } catch (JacksonException e) {
      logger.atWarn().addKeyValue("bytes", body.length).log("log entries that are not JSON");
      return refuse(HttpStatus.BAD_REQUEST, "an object or a list of objects in JSON");
    }
  }

  private Receipt take(LogEntries read) {
    int accepted = 0;
    for (LogEntry entry : read.entries()) {
      if (exchanges.end(entry)) {
        accepted++;
      }
    }
    return new Receipt(accepted, read.entries().size() - accepted, read.rejected());
  }

  private static ResponseEntity<Object> refuse(HttpStatus status, String error) {
    return ResponseEntity.status(status).body(new Refusal(error));
  }
}
