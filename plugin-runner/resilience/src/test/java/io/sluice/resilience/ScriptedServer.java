package io.sluice.resilience;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server that reads one request of a connection and then does what a test says. */
final class ScriptedServer implements AutoCloseable {

  /** What is done with a connection once its request was read; it is closed after that. */
  @FunctionalInterface
  interface Script {

    void run(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Told of each connection that the client closed while it was held open. */
  final BlockingQueue<String> hungUp = new LinkedBlockingQueue<>();

  ScriptedServer() throws IOException {
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    threads.add(Thread.startVirtualThread(this::accept));
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  ScriptedServer then(Script script) {
    scripts.add(script);
    return this;
  }

  ScriptedServer thenSend(String... parts) {
    return then(connection -> {
      for (var part : parts) {
        send(connection, part);
      }
    });
  }

  ScriptedServer thenAnswer(int status, String body) {
    return thenSend(
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  /** Sends something, and then nothing until the client has gone. */
  ScriptedServer thenHang(String before) {
    return then(connection -> {
      send(connection, before);
      int read;
      try {
        read = connection.getInputStream().read();
      } catch (IOException e) {
        read = -1;
      }
      hungUp.add("read " + read);
    });
  }

  static void send(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(ISO_8859_1));
    connection.getOutputStream().flush();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        threads.add(Thread.startVirtualThread(() -> serve(connection)));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      requests.add(request(new BufferedInputStream(connection.getInputStream())));
      var script = scripts.poll();
      if (script != null) {
        script.run(connection);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the test has ended.
    }
  }

  private static String request(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.forEach(Thread::interrupt);
  }
}
