package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.Consumer;
import io.sluice.gateway.exchange.Exchange;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** {@code key-auth}: a consumer is who knows its key. */
final class KeyAuth implements Plugin {

  private final String header;
  private final String query;
  private final boolean hideCredentials;
  private final String realm;
  private final Map<String, Consumer> consumers;

  private KeyAuth(
      String header,
      String query,
      boolean hideCredentials,
      String realm,
      Map<String, Consumer> consumers) {
    this.header = header;
    this.query = query;
    this.hideCredentials = hideCredentials;
    this.realm = realm;
    this.consumers = consumers;
  }

  static Optional<KeyAuth> read(Block block, PluginContext context) {
    return Optional.of(
        new KeyAuth(
            block.text("header", "apikey"),
            block.text("query", "apikey"),
            block.flag("hide_credentials", false),
            block.text("realm", "key"),
            context.consumers()));
  }

  @Override
  public int priority() {
    return 2500;
  }

  @Override
  public Optional<Answer> rewrite(Exchange exchange) {
    var request = exchange.request();
    var inHeader = Optional.ofNullable(request.headers().get(header));
    var key = inHeader.or(() -> request.args().first(query));
    if (key.isEmpty()) {
      return refused("Missing API key in request");
    }
    var consumer = Optional.ofNullable(consumers.get(key.get()));
    if (consumer.isEmpty()) {
      return refused("Invalid API key in request");
    }
    if (hideCredentials && inHeader.isPresent()) {
      request.headers().remove(header);
    } else if (hideCredentials) {
      request.args().remove(query);
    }
    exchange.authenticated(consumer.get());
    request.headers().put("X-Consumer-Username", consumer.get().username());
    return Optional.empty();
  }

  private Optional<Answer> refused(String message) {
    var json = Answer.json(401, "message", message);
    var headers =
        HttpFields.build(json.headers())
            .put(HttpHeader.WWW_AUTHENTICATE, "apikey realm=\"" + realm + "\"");
    return Optional.of(new Answer(401, headers, json.body()));
  }
}
