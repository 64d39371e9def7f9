package io.sluice.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sends recorded exchanges through a gateway, one after the other, and judges what comes out. */
final class Replay {

  /** The id of the metered route, and the beginning of its paths. */
  static final String ROUTE = "recorded";

  /**
   * @param status whether the client got the provider's
   * @param body whether the client got the provider's, byte for byte
   * @param billed by the provider; empty: it does not say, and charges are not judged
   */
  record Verdict(
      String file,
      String api,
      String id,
      boolean status,
      boolean body,
      Optional<Meter.Charged> billed,
      Meter.Charged charged) {

    boolean chargedRightly() {
      return billed.isEmpty() || billed.get().equals(charged);
    }

    boolean right() {
      return status && body && chargedRightly();
    }
  }

  private final HttpClient http;
  private final URI gateway;
  private final RecordedProvider provider;
  private final Meter meter;

  Replay(HttpClient http, URI gateway, RecordedProvider provider, Meter meter) {
    this.http = http;
    this.gateway = gateway;
    this.provider = provider;
    this.meter = meter;
  }

  List<Verdict> of(List<RecordedExchange> exchanges) throws IOException, InterruptedException {
    var verdicts = new ArrayList<Verdict>();
    var before = meter.settled(ROUTE);
    for (var exchange : exchanges) {
      provider.knows(exchange);
      var request =
          HttpRequest.newBuilder(gateway.resolve("/" + ROUTE + exchange.path()))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", "Bearer alice-key")
              .header("Content-Type", "application/json")
              .header(RecordedProvider.ID, exchange.id())
              .POST(BodyPublishers.ofString(exchange.body()))
              .build();
      var answer = http.send(request, BodyHandlers.ofByteArray());
      // What is held is held before the provider is asked, and until it is settled.
      var after = meter.settled(ROUTE);
      verdicts.add(
          new Verdict(
              exchange.file(),
              exchange.api(),
              exchange.id(),
              answer.statusCode() == exchange.status(),
              Arrays.equals(answer.body(), exchange.responseBytes()),
              exchange.billed(),
              after.minus(before)));
      before = after;
    }
    return verdicts;
  }
}
