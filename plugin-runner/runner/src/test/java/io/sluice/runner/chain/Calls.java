package io.sluice.runner.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Price;
import io.sluice.exchange.Target;
import io.sluice.extplugin.Argument;
import io.sluice.extplugin.HttpCall;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls as APISIX makes them. */
final class Calls {

  static final Target SMALL = target("small", "fast", "gpt-5-mini");
  static final Target LARGE = target("large", "smart", "gpt-5.1");

  static final String BODY =
      "{\"model\":\"auto\", \"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"x\":1.50}";

  private static final Map<String, String> ALICE =
      Map.of("consumer_name", "alice", "consumer_group_id", "finance", "route_id", "chat");

  private Calls() {}

  /** Returns a call by alice. */
  static HttpCall call(String... namesAndValues) {
    return new HttpCall(
        7,
        1,
        "POST",
        "/v1/chat/completions",
        new byte[] {127, 0, 0, 1},
        List.of(new Argument("a", "1")),
        headers(namesAndValues),
        ALICE,
        BODY.getBytes(UTF_8));
  }

  /** Returns a call that nobody authenticated. */
  static HttpCall anonymous(String... namesAndValues) {
    var call = call(namesAndValues);
    return new HttpCall(
        call.id(),
        call.confToken(),
        call.method(),
        call.path(),
        call.source(),
        call.arguments(),
        call.headers(),
        Map.of("route_id", "chat"),
        call.body());
  }

  private static Headers headers(String... namesAndValues) {
    var headers = new ArrayList<Header>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return Headers.of(headers);
  }

  private static Target target(String name, String tier, String model) {
    return new Target(name, tier, model, new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TEN));
  }
}
