package io.sluice.runner.exchanges;

import io.sluice.exchange.LogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one post of {@code http-logger} holds, in the {@code log_format} of {@code apisix-conf}.
 *
 * @param entries those that could be read
 * @param rejected how many could not
 */
record LogEntries(List<LogEntry> entries, int rejected) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Reads a post: one object or a list of them.
   *
   * @throws JacksonException if it is not JSON
   */
  static LogEntries read(byte[] body) {
    var root = JSON.readTree(body);
    var entries = new ArrayList<LogEntry>();
    int rejected = 0;
    for (var node : root.isArray() ? root.values() : List.of(root)) {
      if (node.isObject()) {
        entries.add(entry(node));
      } else {
        rejected++;
      }
    }
    return new LogEntries(entries, rejected);
  }

  private static LogEntry entry(JsonNode node) {
    var whole = text(node, "response_body");
    return new LogEntry(
        text(node, "request_id"),
        (int) number(node, "status"),
        text(node, "content_type"),
        whole.isEmpty() ? text(node, "sent_body") : whole,
        text(node, "completion").equals("OK"),
        (long) number(node, "bytes_sent"),
        text(node, "upstream"),
        seconds(node, "request_time"),
        seconds(node, "first_byte"));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /** APISIX sends some numbers as strings, and leaves out or joins by commas what it retried. */
  private static double number(JsonNode node, String field) {
    var value = node.path(field);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    var text = value.asString("");
    try {
      return Double.parseDouble(text.substring(text.lastIndexOf(',') + 1).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Duration seconds(JsonNode node, String field) {
    double seconds = number(node, field);
    return seconds > 0 && seconds < 1e6 ? Duration.ofNanos((long) (seconds * 1e9)) : Duration.ZERO;
  }
}
