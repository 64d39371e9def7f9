package io.sluice.runner.limits;

import io.sluice.tokenlimit.AlertSink;
import io.sluice.tokenlimit.BudgetAlert;
import io.sluice.tokenlimit.quota.Units;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts each alert as JSON to one address. It is tried three times; the receiver tells repetitions
 * by the alert's id.
 */
public final class AlertWebhook implements AlertSink {

  private static final Logger logger = LoggerFactory.getLogger(AlertWebhook.class);

  private static final int TRIES = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI address;
  private final String authorization;
  private final Duration pause;
  private final HttpClient client;

  /**
   * @param authorization the header's value; empty for none
   * @param pause between tries
   */
  public AlertWebhook(URI address, String authorization, Duration pause) {
    this.address = address;
    this.authorization = authorization;
    this.pause = pause;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
  }

  /** What is posted. Money is in dollars. */
  private record Message(
      String id,
      String event,
      String at,
      String budget,
      String account,
      int percent,
      String unit,
      BigDecimal used,
      BigDecimal reserved,
      BigDecimal allowed,
      long resetsInSeconds) {

    static Message of(BudgetAlert alert) {
      var unit = alert.budget().unit();
      var standing = alert.standing();
      return new Message(
          alert.account() + "/" + alert.percent() + "/" + alert.at(),
          "budget_alert",
          alert.at().toString(),
          alert.budget().name(),
          alert.account(),
          alert.percent(),
          Units.word(unit),
          Units.written(unit, standing.used()),
          Units.written(unit, standing.reserved()),
          Units.written(unit, standing.allowed()),
          standing.resetsIn().toSeconds());
    }
  }

  @Override
  public void raise(BudgetAlert alert) {
    var body = JSON.writeValueAsString(Message.of(alert));
    for (int attempt = 1; ; attempt++) {
      var failure = post(body);
      if (failure.isEmpty()) {
        return;
      }
      if (attempt == TRIES) {
        logger
            .atError()
            .addKeyValue("budget", alert.budget().name())
            .addKeyValue("failure", failure)
            .log("an alert did not reach its webhook");
        return;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Returns what went wrong; empty when nothing did. */
  private String post(String body) {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? "" : "status " + status;
    } catch (IOException e) {
      return String.valueOf(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
