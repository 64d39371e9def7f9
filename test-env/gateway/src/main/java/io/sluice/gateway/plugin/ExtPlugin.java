package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.Uris;
import io.sluice.gateway.ext.Reply;
import io.sluice.gateway.ext.RunnerClient;
import io.sluice.gateway.ext.RunnerConf;
import io.sluice.gateway.ext.RunnerException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ext-plugin-pre-req}: asks the runner what becomes of the request. */
final class ExtPlugin implements Plugin {

  private static final Logger logger = LoggerFactory.getLogger(ExtPlugin.class);

  /** Response headers that the runner cannot add to a request that passes. */
  private static final Set<String> NOT_ADDED =
      Set.of(
          "connection",
          "content-length",
          "transfer-encoding",
          "location",
          "server",
          "www-authenticate",
          "content-encoding",
          "content-type",
          "content-location",
          "content-language");

  private final RunnerConf conf;
  private final boolean allowDegradation;
  private final RunnerClient runner;

  private ExtPlugin(RunnerConf conf, boolean allowDegradation, RunnerClient runner) {
    this.conf = conf;
    this.allowDegradation = allowDegradation;
    this.runner = runner;
  }

  static Optional<ExtPlugin> read(Block block, PluginContext context) {
    var entries = block.blocks("conf").stream().map(ExtPlugin::entry).toList();
    if (block.has("conf") && entries.isEmpty()) {
      block.problem("conf must have at least one entry");
    }
    var key = context.confKey() + "#ext-plugin-pre-req#" + context.version();
    return Optional.of(
        new ExtPlugin(
            new RunnerConf(key, entries),
            block.flag("allow_degradation", false),
            context.services().runner()));
  }

  private static RunnerConf.Entry entry(Block block) {
    var entry =
        new RunnerConf.Entry(
            ByteStrings.ofText(block.requiredText("name")),
            ByteStrings.ofText(block.requiredText("value")));
    block.done();
    return entry;
  }

  @Override
  public int priority() {
    return 12000;
  }

  @Override
  public Optional<Answer> rewrite(Exchange exchange) throws IOException {
    try {
      return switch (runner.call(exchange, conf)) {
        case Reply.Pass() -> Optional.empty();
        case Reply.Stop stop -> Optional.of(answer(stop));
        case Reply.Rewrite rewrite -> {
          apply(rewrite, exchange);
          yield Optional.empty();
        }
      };
    } catch (RunnerException e) {
      logger
          .atWarn()
          .addKeyValue("conf", conf.key())
          .addKeyValue("reason", e.getMessage())
          .addKeyValue("degraded", allowDegradation)
          .log("ext-plugin-pre-req failed");
      return allowDegradation ? Optional.empty() : Optional.of(Answer.page(503));
    }
  }

  private static Answer answer(Reply.Stop stop) {
    var status = stop.status() == 0 ? 200 : stop.status();
    if (stop.body().isEmpty() && status >= 400) {
      var page = Answer.page(status);
      return new Answer(status, withHeaders(page.headers(), stop.headers()), page.body());
    }
    return new Answer(status, withHeaders(Answer.plainText(), stop.headers()), stop.body());
  }

  private static HttpFields withHeaders(HttpFields defaults, List<Reply.Field> fields) {
    var headers = HttpFields.build();
    for (var field : fields) {
      field.value().ifPresent(value -> headers.add(field.name(), value));
    }
    for (var field : defaults) {
      if (!headers.contains(field.getName())) {
        headers.add(field);
      }
    }
    // The gateway frames the message itself.
    headers.remove(HttpHeader.CONNECTION).remove(HttpHeader.TRANSFER_ENCODING);
    return headers;
  }

  private static void apply(Reply.Rewrite rewrite, Exchange exchange) throws IOException {
    var path = rewrite.path().map(Uris::escapePath);
    path.ifPresent(exchange.destination()::uri);
    for (var header : rewrite.headers()) {
      setHeader(header, exchange);
    }
    if (!rewrite.args().isEmpty()) {
      setArgs(rewrite.args(), exchange);
      path.ifPresent(
          p -> exchange.destination().uri(p + "?" + exchange.request().args().encoded()));
    }
    for (var header : rewrite.responseHeaders()) {
      if (!NOT_ADDED.contains(header.name().toLowerCase(Locale.ROOT))) {
        header.value().ifPresent(value -> exchange.addedHeaders().add(header.name(), value));
      }
    }
    if (rewrite.body().isPresent()) {
      exchange.request().replaceBody(ByteStrings.bytes(rewrite.body().get()));
    }
  }

  private static void setHeader(Reply.Field header, Exchange exchange) {
    var headers = exchange.request().headers();
    header
        .value()
        .ifPresentOrElse(
            value -> headers.put(header.name(), value), () -> headers.remove(header.name()));
    if (header.name().equalsIgnoreCase("host")) {
      header.value().ifPresent(exchange.destination()::host);
    }
  }

  private static void setArgs(List<Reply.Field> fields, Exchange exchange) {
    var args = exchange.request().args();
    var changed = new HashSet<String>();
    for (var field : fields) {
      if (field.value().isEmpty() || changed.add(field.name())) {
        args.remove(field.name());
      }
      field.value().ifPresent(value -> args.add(field.name(), value));
    }
  }
}
