package io.sluice.gateway.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The variables of nginx and APISIX that the stand-in knows. */
final class Variables {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());

  private Variables() {}

  static Optional<?> of(Exchange exchange, String name) {
    var request = exchange.request();
    var sent = exchange.sent();
    return switch (name) {
      case "remote_addr" -> Optional.of(request.remote().getAddress().getHostAddress());
      case "remote_port" -> Optional.of(Integer.toString(request.remote().getPort()));
      case "server_addr" -> Optional.of(request.local().getAddress().getHostAddress());
      case "server_port" -> Optional.of(Integer.toString(request.local().getPort()));
      case "scheme" -> Optional.of("http");
      case "server_protocol" -> Optional.of(request.line().protocol());
      case "host" -> request.host().map(Variables::withoutPort);
      case "method", "request_method" -> Optional.of(request.line().method());
      case "request" -> Optional.of(request.line().toString());
      case "request_uri" -> Optional.of(request.line().target());
      case "uri" -> Optional.of(request.path());
      case "args", "query_string" -> filled(queryOf(request));
      case "is_args" -> filled(queryOf(request).isEmpty() ? "" : "?");
      case "content_type" -> header(request.headers(), "content-type");
      case "content_length" -> header(request.headers(), "content-length");
      case "request_id", "apisix_request_id" -> Optional.of(request.id());
      case "request_length" -> Optional.of(requestLength(request));
      case "request_time" -> Optional.of(seconds(exchange.nanos()));
      case "request_completion" -> sent.isComplete() ? Optional.of("OK") : Optional.empty();
      case "status" -> sent.status() == 0 ? Optional.empty() : Optional.of(sent.status());
      case "body_bytes_sent" -> Optional.of(Long.toString(sent.bodyBytes()));
      case "bytes_sent" -> Optional.of(Long.toString(sent.headBytes() + sent.bodyBytes()));
      case "time_iso8601" -> Optional.of(ISO.format(exchange.startTime()));
      case "time_local" -> Optional.of(LOCAL.format(exchange.startTime()));
      case "msec" -> Optional.of(millis(exchange));
      case "consumer_name" -> exchange.consumer().map(Consumer::username);
      case "consumer_group_id" -> exchange.consumer().flatMap(Consumer::groupId);
      case "route_id" -> exchange.routeId();
      case "upstream_uri" -> Optional.of(exchange.upstreamUri());
      case "upstream_host" -> exchange.destination().host().or(request::host);
      case "upstream_addr" -> attempts(exchange, a -> Optional.of(a.address()));
      case "upstream_status" ->
          attempts(exchange, a -> present(a.status().isPresent(), () -> a.status().getAsInt()));
      case "upstream_response_time" -> attempts(exchange, a -> time(a.responseTime()));
      case "upstream_header_time" -> attempts(exchange, a -> time(a.headerTime()));
      case "upstream_connect_time" -> attempts(exchange, a -> time(a.connectTime()));
      case "upstream_response_length" ->
          attempts(exchange, a -> Optional.of(Long.toString(a.bodyBytes())));
      default -> prefixed(exchange, name);
    };
  }

  private static Optional<?> prefixed(Exchange exchange, String name) {
    if (name.startsWith("http_")) {
      return header(exchange.request().headers(), headerName(name, "http_"));
    }
    if (name.startsWith("sent_http_")) {
      return header(exchange.sent().headers(), headerName(name, "sent_http_"));
    }
    if (name.startsWith("arg_")) {
      return exchange.request().args().first(name.substring("arg_".length()));
    }
    if (name.startsWith("cookie_")) {
      return cookie(exchange.request().headers(), name.substring("cookie_".length()));
    }
    return Optional.empty();
  }

  private static String headerName(String variable, String prefix) {
    return variable.substring(prefix.length()).replace('_', '-');
  }

  private static Optional<String> header(HttpFields headers, String name) {
    var values = headers.getValuesList(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  private static Optional<String> cookie(HttpFields headers, String name) {
    return headers.getValuesList(HttpHeader.COOKIE).stream()
        .flatMap(line -> List.of(line.split("; *")).stream())
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  private static String queryOf(ClientRequest request) {
    return request.args().changed() ? request.args().encoded() : request.line().query();
  }

  private static Optional<String> filled(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static String withoutPort(String host) {
    var colon = host.lastIndexOf(':');
    var name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  private static long requestLength(ClientRequest request) {
    var bytes = request.line().toString().length() + 4L;
    for (var field : request.headers()) {
      bytes += field.getName().length() + String.valueOf(field.getValue()).length() + 4;
    }
    return bytes + request.bodyBytesRead();
  }

  private static BigDecimal seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.DOWN);
  }

  private static BigDecimal millis(Exchange exchange) {
    var end = exchange.startTime().plus(exchange.nanos(), ChronoUnit.NANOS);
    return BigDecimal.valueOf(end.toEpochMilli(), 3);
  }

  private static Optional<?> time(OptionalLong nanos) {
    return present(nanos.isPresent(), () -> seconds(nanos.getAsLong()));
  }

  private static <T> Optional<T> present(boolean condition, Supplier<T> value) {
    return condition ? Optional.of(value.get()) : Optional.empty();
  }

  /** One value as it is; those of several attempts in a list, as nginx writes them. */
  private static Optional<?> attempts(Exchange exchange, Function<Attempt, Optional<?>> value) {
    var attempts = exchange.attempts();
    if (attempts.size() == 1) {
      return value.apply(attempts.getFirst());
    }
    if (attempts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        attempts.stream()
            .map(attempt -> value.apply(attempt).map(String::valueOf).orElse("-"))
            .collect(Collectors.joining(", ")));
  }
}
