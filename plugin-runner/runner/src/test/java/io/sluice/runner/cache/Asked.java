package io.sluice.runner.cache;

import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Price;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.exchange.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request before it is written.
 *
 * @param tier the one that a plugin before the cache chose, if one did
 * @param body besides its messages
 */
record Asked(
    Subject subject,
    String path,
    Headers headers,
    Optional<String> tier,
    Map<String, Object> body,
    List<Map<String, Object>> messages) {

  private static final JsonMapper JSON = new JsonMapper();

  ChatExchange exchange() {
    var all = new LinkedHashMap<>(body);
    all.put("messages", messages);
    var exchange =
        ChatExchange.begin(
            RequestId.next(),
            subject,
            path,
            headers,
            ChatRequest.of(path, JSON.writeValueAsBytes(all)));
    return tier.map(name -> exchange.with(new Change.RouteTo(target(name)))).orElse(exchange);
  }

  /** The targets of all tiers have the same model: the tier alone tells them apart. */
  private static Target target(String tier) {
    return new Target(tier, tier, "m", new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE));
  }

  Asked by(Subject other) {
    return new Asked(other, path, headers, tier, body, messages);
  }

  Asked routedTo(String other) {
    return new Asked(subject, path, headers, Optional.of(other), body, messages);
  }

  Asked at(String other) {
    return new Asked(subject, other, headers, tier, body, messages);
  }

  Asked withHeader(String name, String value) {
    return new Asked(subject, path, headers.with(name, value), tier, body, messages);
  }

  Asked with(String key, Object value) {
    var changed = new LinkedHashMap<>(body);
    changed.put(key, value);
    return new Asked(subject, path, headers, tier, changed, messages);
  }

  Asked withMessage(int index, UnaryOperator<Map<String, Object>> change) {
    var changed = new ArrayList<>(messages);
    changed.set(index, change.apply(new LinkedHashMap<>(messages.get(index))));
    return new Asked(subject, path, headers, tier, body, List.copyOf(changed));
  }
}
