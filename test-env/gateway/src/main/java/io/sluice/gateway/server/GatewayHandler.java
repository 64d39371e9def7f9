package io.sluice.gateway.server;

import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.ClientRequest;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.RequestBody;
import io.sluice.gateway.exchange.RequestLine;
import io.sluice.gateway.exchange.Uris;
import io.sluice.gateway.plugin.PluginChain;
import io.sluice.gateway.route.Route;
import io.sluice.gateway.route.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request through the phases of APISIX: match, rewrite, access, upstream, log. */
final class GatewayHandler extends Handler.Abstract {

  private static final Logger logger = LoggerFactory.getLogger(GatewayHandler.class);

  private final Supplier<Router> router;
  private final Proxy proxy;

  GatewayHandler(Supplier<Router> router, Proxy proxy) {
    this.router = router;
    this.proxy = proxy;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var line = line(request);
    var path = Uris.normalPath(line.rawPath());
    if (path.isEmpty()) {
      var exchange = new Exchange(clientRequest(request, line, "/"));
      finish(exchange, callback, send(exchange, response, Answer.page(400)));
      return true;
    }
    var exchange = new Exchange(clientRequest(request, line, path.get()));
    var route = router.get().match(exchange);
    if (route.isEmpty()) {
      var answer = Answer.json(404, "error_msg", "404 Route Not Found");
      finish(exchange, callback, send(exchange, response, answer));
      return true;
    }
    serve(exchange, route.get(), request, response, callback);
    return true;
  }

  private void serve(
      Exchange exchange, Route route, Request request, Response response, Callback callback) {
    exchange.matched(route.id());
    route.upstream().ifPresent(exchange.destination()::upstream);
    var writer = new ResponseWriter(response, exchange);
    writer.filters(route.chain());
    var chain = route.chain();
    Optional<Throwable> failure = Optional.empty();
    try {
      var answer = chain.rewrite(exchange);
      if (answer.isEmpty() && exchange.consumer().isPresent()) {
        chain = route.chainFor(exchange.consumer().get());
        writer.filters(chain);
        answer = chain.rewriteInConsumer(exchange);
      }
      if (answer.isEmpty()) {
        answer = chain.access(exchange);
      }
      if (answer.isPresent()) {
        writer.answer(answer.get());
      } else {
        proxy.forward(exchange, writer, endPoint(request));
      }
    } catch (ClientGone e) {
      exchange.sent().cancelled();
      failure = Optional.of(e);
    } catch (IOException | RuntimeException e) {
      failure = failed(exchange, writer, e);
    }
    finish(exchange, callback, failure);
    log(exchange, chain);
  }

  /** What the client gets when something unforeseen happened, if it can still be told. */
  private static Optional<Throwable> failed(
      Exchange exchange, ResponseWriter writer, Exception cause) {
    var route = exchange.routeId().orElse("");
    if (exchange.sent().isCommitted()) {
      // Jetty's messages are long; which of the two sides broke off is all there is to know.
      var reason = cause.getClass().getSimpleName();
      logger
          .atWarn()
          .addKeyValue("route", route)
          .addKeyValue("reason", reason)
          .log("upstream broke off its answer");
      return Optional.of(cause);
    }
    logger.atError().addKeyValue("route", route).setCause(cause).log("request failed");
    try {
      writer.answer(Answer.page(500));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static Optional<Throwable> send(Exchange exchange, Response response, Answer answer) {
    try {
      new ResponseWriter(response, exchange).answer(answer);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static void finish(Exchange exchange, Callback callback, Optional<Throwable> failure) {
    exchange.ended();
    failure.ifPresentOrElse(callback::failed, callback::succeeded);
  }

  private static void log(Exchange exchange, PluginChain chain) {
    try {
      chain.log(exchange);
    } catch (RuntimeException e) {
      logger.error("log phase failed", e);
    }
    exchange.request().bodyRead().ifPresent(GatewayHandler::discard);
  }

  private static void discard(RequestBody body) {
    try {
      body.close();
    } catch (IOException e) {
      logger.warn("a temporary file could not be removed", e);
    }
  }

  private static WatchedEndPoint endPoint(Request request) {
    return (WatchedEndPoint) request.getConnectionMetaData().getConnection().getEndPoint();
  }

  private static RequestLine line(Request request) {
    var target = ByteStrings.ofText(request.getHttpURI().getPathQuery());
    return new RequestLine(
        request.getMethod(), target, request.getConnectionMetaData().getProtocol());
  }

  private static ClientRequest clientRequest(Request request, RequestLine line, String path) {
    var remote = (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
    var local = (InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress();
    var headers = HttpFields.build(request.getHeaders());
    var hasBody =
        headers.contains(HttpHeader.TRANSFER_ENCODING)
            || headers.contains(HttpHeader.CONTENT_LENGTH);
    // Whatever a client says of itself here is not believed.
    headers.put(HttpHeader.X_FORWARDED_PROTO, "http");
    headers.put("X-Forwarded-Port", Integer.toString(local.getPort()));
    var host = headers.get(HttpHeader.HOST);
    if (host != null) {
      headers.put(HttpHeader.X_FORWARDED_HOST, host);
    }
    Optional<ClientRequest.BodyReader> reader =
        hasBody ? Optional.of(() -> read(request)) : Optional.empty();
    return new ClientRequest(line, path, remote, local, headers, reader);
  }

  private static RequestBody read(Request request) throws IOException {
    try (var in = Content.Source.asInputStream(request)) {
      return RequestBody.read(in);
    } catch (IOException e) {
      throw new ClientGone(e);
    }
  }
}
