package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a log entry, each a variable or a constant. */
final class LogFormat {

  /** Without a {@code log_format}; far less than APISIX logs then, and without credentials. */
  private static final Map<String, String> DEFAULT =
      Map.of(
          "client_ip", "$remote_addr",
          "method", "$request_method",
          "uri", "$request_uri",
          "status", "$status",
          "upstream", "$upstream_addr",
          "latency", "$request_time",
          "size", "$bytes_sent",
          "body", "$resp_body");

  private final Map<?, ?> fields;

  private LogFormat(Map<?, ?> fields) {
    this.fields = fields;
  }

  static LogFormat read(Block block) {
    var written = block.raw("log_format").orElse(DEFAULT);
    if (written instanceof Map<?, ?> map) {
      return new LogFormat(map);
    }
    block.problem("log_format must be a mapping");
    return new LogFormat(DEFAULT);
  }

  /** The entry, without the fields whose variables are unset. */
  Map<String, Object> entry(Exchange exchange) {
    var entry = entry(fields, exchange);
    exchange.routeId().ifPresent(id -> entry.put("route_id", ByteStrings.ofText(id)));
    return entry;
  }

  private static Map<String, Object> entry(Map<?, ?> fields, Exchange exchange) {
    var entry = new LinkedHashMap<String, Object>();
    fields.forEach((name, written) ->
        value(written, exchange)
            .ifPresent(value -> entry.put(ByteStrings.ofText(String.valueOf(name)), value)));
    return entry;
  }

  private static Optional<?> value(Object written, Exchange exchange) {
    return switch (written) {
      case String text when text.startsWith("$") -> exchange.variable(text.substring(1));
      case String text -> Optional.of(ByteStrings.ofText(text));
      case Map<?, ?> map -> Optional.of(entry(map, exchange));
      case List<?> list -> Optional.of(List.copyOf(list));
      default -> Optional.of(written);
    };
  }
}
