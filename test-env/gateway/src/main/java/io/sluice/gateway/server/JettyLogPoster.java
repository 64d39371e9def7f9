package io.sluice.gateway.server;

import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.logger.LogPoster;
import io.sluice.gateway.logger.LogTarget;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;

/** Posts log entries with the client for upstreams, over a connection that is then closed. */
final class JettyLogPoster implements LogPoster {

  private final UpstreamClients clients;

  JettyLogPoster(UpstreamClients clients) {
    this.clients = clients;
  }

  @Override
  public void post(LogTarget target, String json) throws IOException {
    var request =
        clients
            .get(target.timeout().toMillis())
            .newRequest(target.uri())
            .method(HttpMethod.POST)
            .timeout(target.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .headers(headers -> headers.put(HttpHeader.CONNECTION, "close"))
            .body(new BytesRequestContent("application/json", ByteStrings.bytes(json)));
    target
        .authorization()
        .ifPresent(value -> request.headers(h -> h.put(HttpHeader.AUTHORIZATION, value)));
    try {
      var status = request.send().getStatus();
      if (status >= 400) {
        throw new IOException("server returned status code[" + status + "]");
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
