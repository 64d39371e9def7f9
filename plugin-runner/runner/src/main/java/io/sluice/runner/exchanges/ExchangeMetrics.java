package io.sluice.runner.exchanges;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.LogEntry;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/** What is counted and timed of exchanges, by OpenTelemetry's names where it has them. */
final class ExchangeMetrics {

  /** OpenTelemetry's advice for both, in milliseconds. */
  private static final Duration[] OPERATION_BUCKETS =
      millis(10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 20_480, 40_960, 81_920);

  private static final Duration[] FIRST_TOKEN_BUCKETS =
      millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000);

  private final MeterRegistry meters;

  ExchangeMetrics(MeterRegistry meters, Supplier<Number> open) {
    this.meters = meters;
    Gauge.builder("sluice.exchanges.open", open)
        .description("Exchanges that wait for their log entry")
        .register(meters);
  }

  /**
   * Counts an end, or a log entry that ended nothing.
   *
   * @param how from a closed set
   */
  void ended(String how) {
    meters.counter("sluice.exchanges.ended", "how", how).increment();
  }

  /** Times a chat as its log entry tells; what is no chat has no operation to be named by. */
  void logged(ChatExchange exchange, LogEntry entry) {
    if (exchange.request().protocol() != Protocol.OPENAI_CHAT) {
      return;
    }
    operation("gen_ai.client.operation.duration", exchange, OPERATION_BUCKETS)
        .description("From the first byte of the request to the last of the response")
        .tag("status", statusClass(entry.status()))
        .register(meters)
        .record(entry.took());
    if (entry.firstByte().isPositive()) {
      operation("gen_ai.server.time_to_first_token", exchange, FIRST_TOKEN_BUCKETS)
          .description("Until the provider's first byte")
          .register(meters)
          .record(entry.firstByte());
    }
  }

  private static Timer.Builder operation(String name, ChatExchange exchange, Duration[] buckets) {
    return Timer.builder(name)
        .tag("gen_ai.operation.name", "chat")
        .tag("gen_ai.request.model", exchange.target().map(Target::model).orElse("unrouted"))
        .serviceLevelObjectives(buckets);
  }

  private static String statusClass(int status) {
    return status >= 100 && status <= 599 ? status / 100 + "xx" : "none";
  }

  private static Duration[] millis(long... millis) {
    return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
