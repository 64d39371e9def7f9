package io.sluice.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Stands before a provider, and holds back its answers until it is opened. */
final class Floodgate implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final int provider;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /**
   * @param provider its port on loopback
   */
  Floodgate(int provider) {
    this.provider = provider;
    try {
      server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("floodgate").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Holds back every answer from now on. */
  void shut() {
    gate = new CountDownLatch(1);
  }

  /** Lets through what was held back, and what comes. */
  void open() {
    gate.countDown();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        var upstream = new Socket(InetAddress.getLoopbackAddress(), provider);
        Thread.ofVirtual().start(() -> pump(client, upstream, false));
        Thread.ofVirtual().start(() -> pump(upstream, client, true));
      } catch (IOException e) {
        // Closed, which ends the loop; or a client that left at once, which is nothing.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean held) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      var buffer = new byte[16_384];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (held) {
          gate.await();
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One of both has gone: so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    open();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
