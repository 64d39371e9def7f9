package io.sluice.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest5_client.Rest5ClientOptions;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.RequestOptions;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** One node of a cluster and the connections to it. */
final class Node implements AutoCloseable {

  /** At most so many at a time; each does hundreds of searches a second. */
  private static final int CONNECTIONS = 32;

  /** Firewalls forget connections that are older or idle for longer, and tell nobody. */
  private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);

  /** How long a node is passed over, where there are others, after it did not answer. */
  private static final Duration REST = Duration.ofSeconds(5);

  private final Rest5ClientTransport transport;
  private final ElasticsearchAsyncClient client;
  private final AtomicLong restsUntil = new AtomicLong(System.nanoTime());

  Node(URI uri, ElasticsearchConfig config) {
    // The deadline of a call ends it before these do, which count in steps of a second: they are
    // for what nobody waits for any more.
    var patience = Timeout.ofMilliseconds(config.timeout().toMillis() + 1000);
    var builder =
        Rest5Client.builder(uri)
            .setDefaultHeaders(headers(config))
            .setConnectionManagerCallback(
                pool -> pool.setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS))
            .setConnectionConfigCallback(
                connection -> connection.setConnectTimeout(patience).setTimeToLive(CONNECTION_LIFE))
            .setHttpClientConfigCallback(http ->
                http.setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build()));
    Certificates.trust(config).ifPresent(builder::setSSLContext);
    if (uri.getPath() != null && uri.getPath().length() > 1) {
      builder.setPathPrefix(uri.getPath());
    }
    transport =
        new Rest5ClientTransport(
            builder.build(),
            new Jackson3JsonpMapper(StoredAnswer.JSON),
            new Rest5ClientOptions(RequestOptions.DEFAULT, false),
            NoopInstrumentation.INSTANCE);
    client = new ElasticsearchAsyncClient(transport);
  }

  private static Header[] headers(ElasticsearchConfig config) {
    if (!config.apiKey().isEmpty()) {
      return authorization("ApiKey " + config.apiKey());
    }
    if (config.username().isEmpty()) {
      return new Header[0];
    }
    var pair = (config.username() + ":" + config.password()).getBytes(StandardCharsets.UTF_8);
    return authorization("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static Header[] authorization(String value) {
    return new Header[] {new BasicHeader("Authorization", value, true)};
  }

  ElasticsearchAsyncClient client() {
    return client;
  }

  /** Notes that it did not answer. */
  void rest() {
    restsUntil.set(System.nanoTime() + REST.toNanos());
  }

  /** Returns for how long it should be passed over, in milliseconds; 0: not at all. */
  long restMillis() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(restsUntil.get() - System.nanoTime()));
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
