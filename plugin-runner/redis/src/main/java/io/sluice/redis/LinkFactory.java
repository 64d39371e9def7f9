package io.sluice.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Opens connections: name look-up, connect, TLS and Redis's own handshake. Thread-safe. */
final class LinkFactory {

  private final JedisClientConfig settings;
  private final @Nullable SSLSocketFactory tlsSockets;

  /**
   * @param tlsSockets asked for where the URL wants TLS
   */
  LinkFactory(RedisUrl url, Supplier<SSLSocketFactory> tlsSockets) {
    this.tlsSockets = url.tls() ? tlsSockets.get() : null;
    var builder =
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .clientName("sluice")
            .database(url.database());
    if (!url.password().isEmpty()) {
      builder.password(url.password());
    }
    if (!url.user().isEmpty()) {
      builder.user(url.user());
    }
    this.settings = builder.build();
  }

  /**
   * @throws JedisConnectionException if the node can't be reached until the deadline, which does
   *     not bound the look-up of its name
   */
  Link open(HostAndPort node, long deadline) {
    var socket = new DeadlineSocket();
    boolean opened = false;
    try {
      socket.readUntil(deadline);
      JedisSocketFactory sockets = () -> connected(socket, node, deadline);
      var link = new Link(new Connection(sockets, settings), socket);
      opened = true;
      return link;
    } finally {
      if (!opened) {
        socket.closeQuietly();
      }
    }
  }

  private Socket connected(DeadlineSocket socket, HostAndPort node, long deadline) {
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      socket.connect(
          new InetSocketAddress(node.getHost(), node.getPort()),
          Math.toIntExact(Math.max(1, left)));
      return tlsSockets == null ? socket : encrypted(tlsSockets, socket, node);
    } catch (IOException e) {
      throw new JedisConnectionException("no connection to " + node, e);
    }
  }

  private static Socket encrypted(
      SSLSocketFactory tlsSockets, DeadlineSocket socket, HostAndPort node) throws IOException {
    var encrypted =
        (SSLSocket) tlsSockets.createSocket(socket, node.getHost(), node.getPort(), true);
    var parameters = encrypted.getSSLParameters();
    // As a browser does: the certificate must be for this host.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }
}
