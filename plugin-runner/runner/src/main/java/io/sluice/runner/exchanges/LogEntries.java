package io.sluice.runner.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;

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
   * <p>Bytes that are not UTF-8 are replaced: APISIX cuts a long response in the middle of a
   * letter.
   *
   * @throws JacksonException if it is not JSON
   */
  static LogEntries read(byte[] body) {
    var root = JSON.readTree(new String(body, UTF_8));
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
        last(text(node, "upstream"), ", "),
        text(node, "cache"),
        seconds(node, "request_time"),
        seconds(node, "first_byte"));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /** APISIX sends some numbers as strings. */
  private static double number(JsonNode node, String field) {
    var value = node.path(field);
    if (value.isNumber()) {
      return value.doubleValue(0);
    }
    try {
      return Double.parseDouble(last(text(node, field), ","));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Of what nginx tells of each try of an upstream, that of the last, which answered. */
  private static String last(String tries, String separator) {
    int end = tries.lastIndexOf(separator);
    return end < 0 ? tries.strip() : tries.substring(end + separator.length()).strip();
  }

  private static Duration seconds(JsonNode node, String field) {
    double seconds = number(node, field);
    return seconds > 0 && seconds < 1e6
        ? Duration.ofNanos(Math.round(seconds * 1e9))
        : Duration.ZERO;
  }
}
