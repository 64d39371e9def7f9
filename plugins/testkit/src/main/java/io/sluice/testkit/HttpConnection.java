package io.sluice.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.exchange.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The server's side of one HTTP/1.1 connection.
 *
 * <p>Not the JDK's HTTP server: while a handler runs there, nothing can tell it that the client has
 * gone, and a stub that hangs until then would hang for ever. Here a pause is a read with a
 * time-out, so that it ends when the client does.
 */
final class HttpConnection implements AutoCloseable {

  private static final int MOST_HEAD_BYTES = 1 << 20;
  private static final int MOST_BODY_BYTES = 64 << 20;

  private final Socket socket;
  private final PushbackInputStream in;
  private final OutputStream out;

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()), 1);
    out = socket.getOutputStream();
  }

  /** Reads the next request; empty when the client closed the connection between two. */
  Optional<HttpRequest> read() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    in.unread(first);
    var startLine = line(MOST_HEAD_BYTES).split(" ", -1);
    if (startLine.length != 3) {
      throw new ProtocolException("no request line");
    }
    var headers = headers();
    var body = new Body(body(headers));
    return Optional.of(new HttpRequest(startLine[0], startLine[1], startLine[2], headers, body));
  }

  /** Sends bytes to the client at once. */
  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /**
   * Waits.
   *
   * @param until a value of {@link System#nanoTime}; one in the past returns at once
   * @throws IOException as soon as the client goes
   */
  void pause(long until) throws IOException {
    long left;
    while ((left = until - System.nanoTime()) > 0) {
      long millis = Duration.ofNanos(left).plusNanos(999_999).toMillis();
      socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
      try {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("the client went");
        }
        // The next request came early. Its client is there, and can no longer be watched.
        in.unread(next);
        LockSupport.parkNanos(left);
      } catch (SocketTimeoutException e) {
        // As meant: the time is up and the client is still there.
      } finally {
        socket.setSoTimeout(0);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private List<Header> headers() throws IOException {
    var headers = new ArrayList<Header>();
    int left = MOST_HEAD_BYTES;
    for (var line = line(left); !line.isEmpty(); line = line(left)) {
      left -= line.length();
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("no header: " + line);
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(headers);
  }

  private byte[] body(List<Header> headers) throws IOException {
    boolean chunked = false;
    int length = 0;
    for (var header : headers) {
      if (header.name().equalsIgnoreCase("transfer-encoding")) {
        chunked = header.value().equalsIgnoreCase("chunked");
      } else if (header.name().equalsIgnoreCase("content-length")) {
        length = size(header.value(), 10);
      } else if (header.name().equalsIgnoreCase("expect")) {
        write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      }
    }
    return chunked ? chunks() : bytes(length);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    int size;
    while ((size = size(line(MOST_HEAD_BYTES).split(";", 2)[0].strip(), 16)) > 0) {
      if (body.size() + (long) size > MOST_BODY_BYTES) {
        throw new ProtocolException("a body of more than 64 MiB");
      }
      body.writeBytes(bytes(size));
      line(0);
    }
    // Trailers are of no use here.
    headers();
    return body.toByteArray();
  }

  private byte[] bytes(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client went in the middle of its request");
    }
    return bytes;
  }

  private static int size(String digits, int radix) throws ProtocolException {
    try {
      int size = Integer.parseInt(digits, radix);
      if (size < 0 || size > MOST_BODY_BYTES) {
        throw new ProtocolException("a body of " + size + " bytes");
      }
      return size;
    } catch (NumberFormatException e) {
      throw new ProtocolException("no size: " + digits);
    }
  }

  private String line(int most) throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the client went in the middle of its request");
      }
      if (b != '\r') {
        if (line.size() >= most) {
          throw new ProtocolException("too long a line");
        }
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
