package io.sluice.gateway.server;

import io.sluice.gateway.config.NodeConf;
import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.Attempt;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.RequestBody;
import io.sluice.gateway.exchange.Upstream;
import io.sluice.gateway.exchange.Uris;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.PathRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request to a node of its upstream, to the next if need be, and streams the answer. */
final class Proxy {

  private static final Logger logger = LoggerFactory.getLogger(Proxy.class);
  private static final Set<String> NOT_REPEATABLE = Set.of("POST", "PATCH", "LOCK");
  private static final int CHUNK = 16 << 10;

  private final UpstreamClients clients;

  Proxy(UpstreamClients clients) {
    this.clients = clients;
  }

  void forward(Exchange exchange, ResponseWriter writer, WatchedEndPoint client)
      throws IOException {
    var upstream = exchange.destination().upstream();
    if (upstream.isEmpty()) {
      logger.atError().addKeyValue("route", exchange.routeId()).log("the route has no upstream");
      writer.answer(Answer.page(503));
      return;
    }
    var body = exchange.request().body();
    var tried = new HashSet<NodeConf>();
    var status = 502;
    while (tried.size() < upstream.get().tries()) {
      var node = upstream.get().next(tried);
      if (node.isEmpty()) {
        break;
      }
      tried.add(node.get());
      try {
        attempt(exchange, upstream.get(), node.get(), body, writer, client);
        return;
      } catch (UpstreamFailure e) {
        status = e.status();
        exchange.attempts().getLast().failed(status);
        report(exchange, node.get(), e);
        if (e.sent() && NOT_REPEATABLE.contains(exchange.request().line().method())) {
          break;
        }
      }
    }
    writer.answer(Answer.page(status));
  }

  private void attempt(
      Exchange exchange,
      Upstream upstream,
      NodeConf node,
      Optional<RequestBody> body,
      ResponseWriter writer,
      WatchedEndPoint client)
      throws IOException {
    var attempt = new Attempt(node.address());
    exchange.attempts().add(attempt);
    var call = new UpstreamCall(request(exchange, upstream, node, body), attempt);
    var watch = new ClientWatch(call);
    client.watch(watch);
    try {
      var response = call.head();
      attempt.answered(response.getStatus());
      stream(response, call, attempt, writer);
    } catch (IOException e) {
      call.abort(e);
      if (watch.isGone()) {
        throw new ClientGone();
      }
      throw e;
    } finally {
      client.unwatch();
      attempt.ended();
    }
  }

  private static void stream(
      Response response, UpstreamCall call, Attempt attempt, ResponseWriter writer)
      throws IOException {
    writer.head(response.getStatus(), ProxyHeaders.toClient(response.getHeaders()));
    if (!response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      writer.flushHead();
    }
    try (var in = call.body()) {
      var buffer = new byte[CHUNK];
      for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (n > 0) {
          attempt.received(n);
          writer.chunk(ByteBuffer.wrap(buffer, 0, n));
        }
      }
    }
    attempt.ended();
    writer.end();
  }

  private Request request(
      Exchange exchange, Upstream upstream, NodeConf node, Optional<RequestBody> body) {
    var timeouts = upstream.conf().timeouts();
    var destination = exchange.destination();
    var host = destination.host().or(() -> upstream.host(node, exchange.request().host()));
    var headers = HttpFields.build(ProxyHeaders.upstream(exchange, host));
    var request =
        clients
            .get(timeouts.connect())
            .newRequest(node.host(), node.port())
            .scheme(destination.scheme().orElse(upstream.conf().scheme()))
            .method(destination.method().orElse(exchange.request().line().method()))
            .path(sendable(exchange.upstreamUri()))
            .idleTimeout(Math.max(timeouts.read(), timeouts.send()), TimeUnit.MILLISECONDS);
    body.ifPresent(content -> {
      headers.put(HttpHeader.CONTENT_LENGTH, content.length());
      request.body(content(content));
    });
    return request.headers(all -> headers.forEach(all::add));
  }

  /** Jetty's client takes a second slash for the begin of a host, and knows no bytes. */
  private static String sendable(String uri) {
    return Uris.escapeBytes(uri.replaceFirst("^//+", "/"));
  }

  private static Request.Content content(RequestBody body) {
    // No content type of its own: the client's goes along with the headers.
    return body.file()
        .<Request.Content>map(Proxy::fileContent)
        .orElseGet(() -> new BytesRequestContent((String) null, body.bytes()));
  }

  private static Request.Content fileContent(Path file) {
    try {
      return new PathRequestContent((String) null, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void report(Exchange exchange, NodeConf node, UpstreamFailure failure) {
    logger
        .atWarn()
        .addKeyValue("route", exchange.routeId().orElse(""))
        .addKeyValue("node", node.address())
        .addKeyValue("reason", String.valueOf(failure.getCause()))
        .log("upstream failed");
  }
}
