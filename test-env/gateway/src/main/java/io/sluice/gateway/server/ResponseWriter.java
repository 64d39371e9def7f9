package io.sluice.gateway.server;

import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.plugin.PluginChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;

/** Sends the response to the client, through the filters of the plugins, each chunk at once. */
final class ResponseWriter {

  static final String SERVER = "APISIX-stand-in";

  private final Response response;
  private final Exchange exchange;
  private PluginChain chain = PluginChain.EMPTY;

  ResponseWriter(Response response, Exchange exchange) {
    this.response = response;
    this.exchange = exchange;
  }

  void filters(PluginChain plugins) {
    chain = plugins;
  }

  void answer(Answer answer) throws ClientGone {
    head(answer.status(), answer.headers());
    var body = ByteStrings.bytes(answer.body());
    if (body.length > 0 && !headOnly()) {
      chunk(ByteBuffer.wrap(body));
    }
    end();
  }

  /** Takes note of status and headers; they go out with the first chunk, or with the end. */
  void head(int status, HttpFields headers) {
    var all = HttpFields.build(headers);
    exchange.addedHeaders().forEach(all::add);
    chain.headerFilter(exchange, all);
    all.put(HttpHeader.SERVER, SERVER);
    exchange.sent().committed(status, all.asImmutable());
    response.setStatus(status);
    all.forEach(response.getHeaders()::add);
  }

  /** Sends status and headers before there is a chunk. */
  void flushHead() throws ClientGone {
    write(false, BufferUtil.EMPTY_BUFFER);
  }

  void chunk(ByteBuffer chunk) throws ClientGone {
    var size = chunk.remaining();
    chain.bodyFilter(exchange, chunk);
    write(false, chunk);
    exchange.sent().bodyBytes(size);
  }

  void end() throws ClientGone {
    exchange.sent().bodyEnded();
    write(true, BufferUtil.EMPTY_BUFFER);
    exchange.sent().complete();
  }

  private boolean headOnly() {
    return HttpMethod.HEAD.is(exchange.request().line().method());
  }

  private void write(boolean last, ByteBuffer chunk) throws ClientGone {
    try {
      Content.Sink.write(response, last, chunk);
    } catch (IOException e) {
      throw new ClientGone(e);
    }
  }
}
