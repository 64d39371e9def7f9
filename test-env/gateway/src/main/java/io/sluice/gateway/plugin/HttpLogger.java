package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.RequestBody;
import io.sluice.gateway.logger.BatchProcessor;
import io.sluice.gateway.logger.BatchSettings;
import io.sluice.gateway.logger.LogTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;

/** {@code http-logger}: posts an entry for every request after its response has ended. */
final class HttpLogger implements Plugin {

  private static final long DEFAULT_MAX_BODY = 524_288;

  /**
   * Which bodies are logged.
   *
   * @param maxRequest bytes, where request bodies are logged
   * @param maxResponse bytes, where response bodies are logged
   */
  private record Bodies(Optional<Long> maxRequest, Optional<Long> maxResponse) {}

  private final LogFormat format;
  private final Bodies bodies;
  private final BatchProcessor batches;

  private HttpLogger(LogFormat format, Bodies bodies, BatchProcessor batches) {
    this.format = format;
    this.bodies = bodies;
    this.batches = batches;
  }

  static Optional<HttpLogger> read(Block block, PluginContext context) {
    block.ignore("name");
    block.oneOf("concat_method", "json", "json");
    block.oneOf("ssl_verify", "false", "false");
    var maxRequest = block.integer("max_req_body_bytes", DEFAULT_MAX_BODY, 1);
    var maxResponse = block.integer("max_resp_body_bytes", DEFAULT_MAX_BODY, 1);
    var bodies =
        new Bodies(
            block.flag("include_req_body", false) ? Optional.of(maxRequest) : Optional.empty(),
            block.flag("include_resp_body", false) ? Optional.of(maxResponse) : Optional.empty());
    var settings = BatchSettings.read(block);
    var format = LogFormat.read(block);
    return target(block)
        .map(target ->
            new HttpLogger(
                format,
                bodies,
                new BatchProcessor(
                    settings, target, context.services().poster(), context.services().timer())));
  }

  private static Optional<LogTarget> target(Block block) {
    var authorization = block.text("auth_header").filter(value -> !value.isEmpty());
    var timeout = Duration.ofSeconds(block.integer("timeout", 3, 1));
    var uri = block.requiredText("uri");
    try {
      var parsed = URI.create(uri);
      if (parsed.getHost() != null && String.valueOf(parsed.getScheme()).startsWith("http")) {
        return Optional.of(new LogTarget(parsed, authorization, timeout));
      }
    } catch (IllegalArgumentException e) {
      // Reported below, as for any other uri that cannot be used.
    }
    block.problem("uri must be an http or https address");
    return Optional.empty();
  }

  @Override
  public int priority() {
    return 410;
  }

  @Override
  public void bodyFilter(Exchange exchange, ByteBuffer chunk) {
    bodies.maxResponse().ifPresent(max -> exchange.capture(this).addUpTo(max, chunk));
  }

  @Override
  public void log(Exchange exchange) {
    exchange.register("resp_body", () -> responseBody(exchange));
    exchange.register("request_body", () -> requestBody(exchange));
    batches.push(format.entry(exchange));
  }

  /** APISIX joins the chunks when the last one comes, so a cut response has no body. */
  private Optional<String> responseBody(Exchange exchange) {
    var bytes = exchange.capture(this).bytes();
    if (!exchange.sent().isBodyEnded() || bytes.length == 0) {
      return Optional.empty();
    }
    var encoding = exchange.sent().headers().get(HttpHeader.CONTENT_ENCODING);
    return Optional.of(ByteStrings.of("gzip".equals(encoding) ? unzipped(bytes) : bytes));
  }

  private Optional<String> requestBody(Exchange exchange) {
    return bodies
        .maxRequest()
        .flatMap(max -> exchange.request().bodyRead().map(body -> cut(body, max)))
        .filter(text -> !text.isEmpty());
  }

  private static String cut(RequestBody body, long max) {
    var bytes = body.bytes();
    return ByteStrings.of(Arrays.copyOf(bytes, (int) Math.min(bytes.length, max)));
  }

  private static byte[] unzipped(byte[] bytes) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      // Cut at the size limit: APISIX logs it as it is.
      return bytes;
    }
  }
}
