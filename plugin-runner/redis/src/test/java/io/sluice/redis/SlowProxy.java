package io.sluice.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server and passes its answers on late. */
final class SlowProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile int chunk = 8192;

  SlowProxy(int port) throws IOException {
    this.port = port;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  String url() {
    return "redis://127.0.0.1:" + listener.getLocalPort();
  }

  /** Waits so long before each piece of an answer, of so many bytes. */
  void delay(Duration newDelay, int bytes) {
    chunk = bytes;
    delay = newDelay;
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(client);
        sockets.add(server);
        Thread.startVirtualThread(() -> pass(client, server, false));
        Thread.startVirtualThread(() -> pass(server, client, true));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to, boolean late) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (var bytes = next(in); bytes.length > 0; bytes = next(in)) {
        if (late && delay.isPositive()) {
          Thread.sleep(delay);
        }
        to.getOutputStream().write(bytes);
      }
    } catch (IOException | InterruptedException e) {
      // One of the two has gone.
    }
  }

  private byte[] next(InputStream in) throws IOException {
    var first = in.readNBytes(1);
    if (first.length == 0) {
      return first;
    }
    int more = Math.min(chunk - 1, in.available());
    var all = new byte[1 + more];
    all[0] = first[0];
    in.readNBytes(all, 1, more);
    return all;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
