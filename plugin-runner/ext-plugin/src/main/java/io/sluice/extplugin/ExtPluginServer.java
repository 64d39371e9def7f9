package io.sluice.extplugin;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a unix socket for APISIX, one virtual thread for each connection. */
public final class ExtPluginServer implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(ExtPluginServer.class);

  private static final Duration SWEEP = Duration.ofMillis(250);

  private final ExtPluginConfig config;
  private final ConfRegistry confs;
  private final LargeFrames large = LargeFrames.ofThisHeap();
  private final CallObserver observer;
  private final SocketFile socket;
  private final Semaphore places;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;
  private final Thread sweeper;
  private volatile boolean draining;

  private ExtPluginServer(ExtPluginConfig config, RouteFactory routes, CallObserver observer)
      throws IOException {
    this.config = config;
    this.confs = new ConfRegistry(routes, config.confLifetime());
    this.observer = observer;
    this.socket = SocketFile.listen(config);
    this.places = new Semaphore(config.maxConnections());
    this.acceptor = Thread.ofPlatform().name("ext-plugin-accept").unstarted(this::accept);
    this.sweeper = Thread.ofPlatform().daemon().name("ext-plugin-sweep").unstarted(this::sweep);
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the socket can't be made, with a message that says why
   */
  public static ExtPluginServer start(
      ExtPluginConfig config, RouteFactory routes, CallObserver observer) throws IOException {
    var server = new ExtPluginServer(config, routes, observer);
    server.acceptor.start();
    server.sweeper.start();
    logger.atInfo().addKeyValue("socket", config.socket()).log("listening for APISIX");
    return server;
  }

  /** Returns the socket's file. */
  public Path socket() {
    return config.socket();
  }

  /** Returns how many connections APISIX holds. */
  public int connections() {
    return connections.size();
  }

  /** Returns how many calls are in flight. */
  public int calls() {
    return (int) connections.stream().filter(Connection::isBusy).count();
  }

  /**
   * Stops to listen, lets calls in flight finish, and ends every connection.
   *
   * @param patience after which calls still in flight are cut off
   */
  public void drain(Duration patience) {
    draining = true;
    try {
      socket.close();
    } catch (IOException e) {
      logger.atWarn().addKeyValue("reason", e.getMessage()).log("socket not removed");
    }
    connections.forEach(Connection::drain);
    try {
      awaitEnd(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.forEach(Connection::cutOff);
    sweeper.interrupt();
  }

  private void awaitEnd(Duration patience) throws InterruptedException {
    int all = config.maxConnections();
    if (places.tryAcquire(all, patience.toNanos(), TimeUnit.NANOSECONDS)) {
      // Given back: the acceptor may be waiting for one, to find the socket closed.
      places.release(all);
    } else {
      logger.atWarn().addKeyValue("connections", connections.size()).log("calls cut off");
    }
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  private void accept() {
    while (!draining) {
      try {
        places.acquire();
      } catch (InterruptedException e) {
        return;
      }
      if (!acceptOne()) {
        places.release();
      }
    }
  }

  /** Returns whether a connection took the place that was kept for it. */
  private boolean acceptOne() {
    try {
      serve(socket.channel().accept());
      return true;
    } catch (ClosedChannelException e) {
      return false;
    } catch (IOException | RuntimeException | Error e) {
      // Out of file handles or memory: a server that stopped to accept would never recover.
      logger.atError().addKeyValue("reason", e).log("connection not accepted");
      pause();
      return false;
    }
  }

  private void serve(SocketChannel channel) {
    var connection = new Connection(channel, config, confs, large, observer);
    connections.add(connection);
    Thread.ofVirtual()
        .name("ext-plugin")
        .start(() -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
            places.release();
          }
        });
    if (draining) {
      connection.drain();
    }
  }

  /** Trying again at once would only burn the processor. */
  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    while (!Thread.currentThread().isInterrupted()) {
      long now = System.nanoTime();
      connections.forEach(connection -> connection.closeIfOverdue(now));
      try {
        Thread.sleep(SWEEP);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
