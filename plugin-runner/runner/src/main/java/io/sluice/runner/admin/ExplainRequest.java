package io.sluice.runner.admin;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Problems;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import java.util.Set;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request that is to be explained, as the call has it. */
final class ExplainRequest {

  private static final String PATH = "/v1/chat/completions";

  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> KEYS =
      Set.of("route", "consumer", "department", "path", "target", "headers", "body");

  private final JsonNode call;
  private final Problems problems = new Problems("explain");

  private ExplainRequest(JsonNode call) {
    this.call = call;
  }

  /**
   * Reads a call.
   *
   * @throws RefusedException with every problem
   */
  static ChatExchange read(byte[] body, Catalog catalog) {
    try {
      return new ExplainRequest(JSON.readTree(body)).exchange(catalog);
    } catch (JacksonException e) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST, "invalid_request", "explain: the body must be JSON");
    } catch (InvalidConfigException e) {
      throw RefusedException.of("invalid_request", e);
    }
  }

  private ChatExchange exchange(Catalog catalog) {
    problems.require(call.isObject(), "", "an object", call.getNodeType());
    call.propertyNames()
        .forEach(key ->
            problems.require(KEYS.contains(key), key, "one of " + String.join(", ", KEYS), key));
    var subject = new Subject(text("consumer", ""), text("department", ""), text("route", ""));
    problems.require(!subject.route().isEmpty(), "route", "an APISIX route", "absent");
    var path = text("path", PATH);
    var target = text("target", "");
    problems.require(
        target.isEmpty() || catalog.target(target).isPresent(),
        "target",
        "a target of the catalog",
        target);
    var headers = headers();
    // Not what was there: it is content.
    problems.require(call.path("body").isObject(), "body", "the request, an object", "none");
    problems.throwIfAny();
    var exchange =
        ChatExchange.begin(
            RequestId.next(),
            subject,
            path,
            headers,
            ChatRequest.of(path, JSON.writeValueAsBytes(call.path("body"))));
    return catalog.target(target).map(to -> exchange.with(new Change.RouteTo(to))).orElse(exchange);
  }

  private Headers headers() {
    var headers = call.path("headers");
    problems.require(
        headers.isMissingNode()
            || (headers.isObject() && headers.valueStream().allMatch(JsonNode::isString)),
        "headers",
        "an object of texts",
        headers.getNodeType());
    return Headers.of(
        headers.properties().stream()
            .map(header -> new Header(header.getKey(), header.getValue().stringValue("")))
            .toList());
  }

  private String text(String key, String otherwise) {
    var value = call.path(key);
    problems.require(value.isString() || value.isMissingNode(), key, "a text", value.getNodeType());
    return value.stringValue(otherwise);
  }
}
