package io.sluice.gateway.server;

import io.sluice.gateway.logger.LogPoster;
import io.sluice.gateway.route.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening side: Jetty, with a virtual thread for each request. */
public final class GatewayServer implements AutoCloseable {

  private static final int BACKLOG = 4096;
  private static final int HEAD_BYTES = 64 << 10;

  private final Server server;
  private final ServerConnector connector;
  private final UpstreamClients clients;

  public GatewayServer(InetSocketAddress listen) {
    var threads = new QueuedThreadPool();
    threads.setName("gateway");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    server = new Server(threads);
    clients = new UpstreamClients(threads);
    connector = new ServerConnector(server, 1, 1, new WatchedConnectionFactory(configuration()));
    connector.setHost(listen.getHostString());
    connector.setPort(listen.getPort());
    connector.setAcceptQueueSize(BACKLOG);
    // A stream may be silent for as long as its upstream's read time-out allows.
    connector.setIdleTimeout(0);
    server.addConnector(connector);
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEAD_BYTES);
    configuration.setResponseHeaderSize(HEAD_BYTES);
    // Paths are passed on as they are; what is ambiguous is the upstream's business.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  public LogPoster poster() {
    return new JettyLogPoster(clients);
  }

  /**
   * Starts to listen.
   *
   * @param router asked for with every request
   */
  public void start(Supplier<Router> router) throws IOException {
    server.setHandler(new GatewayHandler(router, new Proxy(clients)));
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw e;
    } catch (Exception e) {
      close();
      throw new IOException(e);
    }
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    // First the clients: they run on the server's threads, which wait for them.
    clients.close();
    LifeCycle.stop(server);
  }
}
