package io.sluice.gateway.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** HTTP clients for upstreams, one for each connect time-out: Jetty's client has only one. */
final class UpstreamClients implements AutoCloseable {

  private static final int MANY = 65_536;
  private static final int HEAD_BYTES = 64 << 10;
  private static final long KEEP_ALIVE_MILLIS = 60_000;

  private final QueuedThreadPool threads;
  private final Map<Long, HttpClient> byConnectTimeout = new ConcurrentHashMap<>();

  UpstreamClients(QueuedThreadPool threads) {
    this.threads = threads;
  }

  HttpClient get(long connectTimeoutMillis) {
    return byConnectTimeout.computeIfAbsent(connectTimeoutMillis, this::start);
  }

  private HttpClient start(long connectTimeoutMillis) {
    var connector = new ClientConnector();
    connector.setSelectors(1);
    // nginx does not verify an upstream's certificate unless it is told to.
    connector.setSslContextFactory(new SslContextFactory.Client(true));
    var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setExecutor(threads);
    client.setConnectTimeout(connectTimeoutMillis);
    client.setIdleTimeout(KEEP_ALIVE_MILLIS);
    client.setMaxConnectionsPerDestination(MANY);
    client.setMaxRequestsQueuedPerDestination(MANY);
    client.setRequestBufferSize(HEAD_BYTES);
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the upstream client does not start", e);
    }
    // Only once it has started: they are put in place then.
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear();
    return client;
  }

  @Override
  public void close() {
    byConnectTimeout.values().forEach(client -> LifeCycle.stop(client));
  }
}
