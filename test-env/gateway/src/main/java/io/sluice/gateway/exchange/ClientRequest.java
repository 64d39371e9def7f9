package io.sluice.gateway.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The request as it came, and as plugins have changed it. Belongs to one thread. */
public final class ClientRequest {

  /** Reads the body from the client, once. */
  @FunctionalInterface
  public interface BodyReader {
    RequestBody read() throws IOException;
  }

  private final RequestLine line;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final HttpFields.Mutable headers;
  private final Args args;
  private final String path;
  private final Optional<BodyReader> reader;
  private final String id = randomId();
  private Optional<RequestBody> body = Optional.empty();
  private long bodyBytesRead;

  /**
   * A request whose body was not read yet.
   *
   * @param path unescaped
   * @param reader none where the request has no body
   */
  public ClientRequest(
      RequestLine line,
      String path,
      InetSocketAddress remote,
      InetSocketAddress local,
      HttpFields.Mutable headers,
      Optional<BodyReader> reader) {
    this.line = line;
    this.path = path;
    this.remote = remote;
    this.local = local;
    this.headers = headers;
    this.args = Args.parse(line.query());
    this.reader = reader;
  }

  public RequestLine line() {
    return line;
  }

  public String path() {
    return path;
  }

  public InetSocketAddress remote() {
    return remote;
  }

  public InetSocketAddress local() {
    return local;
  }

  public HttpFields.Mutable headers() {
    return headers;
  }

  public Args args() {
    return args;
  }

  /** nginx's {@code $request_id}. */
  public String id() {
    return id;
  }

  public Optional<String> host() {
    return Optional.ofNullable(headers.get(HttpHeader.HOST));
  }

  /** The body, read now if it was not yet. */
  public Optional<RequestBody> body() throws IOException {
    if (body.isEmpty() && reader.isPresent()) {
      var read = reader.get().read();
      bodyBytesRead = read.length();
      body = Optional.of(read);
    }
    return body;
  }

  /** The body if it was read already. */
  public Optional<RequestBody> bodyRead() {
    return body;
  }

  public void replaceBody(byte[] bytes) throws IOException {
    // What the client sends has to be read all the same.
    var replaced = body();
    if (replaced.isPresent()) {
      replaced.get().close();
    }
    body = Optional.of(RequestBody.of(bytes));
  }

  public long bodyBytesRead() {
    return bodyBytesRead;
  }

  private static String randomId() {
    var random = ThreadLocalRandom.current();
    return String.format("%016x%016x", random.nextLong(), random.nextLong());
  }
}
