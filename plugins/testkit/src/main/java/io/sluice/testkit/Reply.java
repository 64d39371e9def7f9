package io.sluice.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.testkit.Recorder.Recording;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Writes one answer to a connection and keeps count of its bytes. */
final class Reply {

  private final HttpConnection connection;
  private final Recording recording;
  private final boolean keepConnection;

  Reply(HttpConnection connection, Recording recording, boolean keepConnection) {
    this.connection = connection;
    this.recording = recording;
    this.keepConnection = keepConnection;
  }

  Recording recording() {
    return recording;
  }

  /** Waits, as long as the client does. */
  void pause(long until) throws IOException {
    connection.pause(until);
  }

  void json(int status, JsonNode body) throws IOException {
    send(whole(status, body));
  }

  /** Sends half of an answer's bytes and breaks the connection. */
  void halfOf(int status, JsonNode body) throws IOException {
    var whole = whole(status, body);
    var head = new String(whole, ISO_8859_1).indexOf("\r\n\r\n") + 4;
    var part = new byte[head + (whole.length - head) / 2];
    System.arraycopy(whole, 0, part, 0, part.length);
    send(part);
    connection.close();
  }

  void startEvents() throws IOException {
    send(
        head(200, "text/event-stream; charset=utf-8", "transfer-encoding: chunked")
            .getBytes(ISO_8859_1));
  }

  /** Sends one server-sent event as one chunk. */
  void event(String data) throws IOException {
    var event = ("data: " + data + "\n\n").getBytes(UTF_8);
    var size = Integer.toHexString(event.length) + "\r\n";
    var chunk = new byte[size.length() + event.length + 2];
    System.arraycopy(size.getBytes(ISO_8859_1), 0, chunk, 0, size.length());
    System.arraycopy(event, 0, chunk, size.length(), event.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    send(chunk);
  }

  void endEvents() throws IOException {
    send("0\r\n\r\n".getBytes(ISO_8859_1));
  }

  /** Ends the connection where the client expects more; what was sent still arrives. */
  void cut() throws IOException {
    connection.close();
  }

  private byte[] whole(int status, JsonNode body) {
    var content = body.toString().getBytes(UTF_8);
    var head =
        head(status, "application/json", "content-length: " + content.length).getBytes(ISO_8859_1);
    var whole = new byte[head.length + content.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(content, 0, whole, head.length, content.length);
    return whole;
  }

  private String head(int status, String contentType, String framing) {
    return "HTTP/1.1 %d %s\r\ncontent-type: %s\r\n%s\r\nx-request-id: req_%d\r\n%s\r\n"
        .formatted(
            status,
            status < 400 ? "OK" : "Error",
            contentType,
            framing,
            recording.number(),
            keepConnection ? "" : "connection: close\r\n");
  }

  private void send(byte[] bytes) throws IOException {
    connection.write(bytes);
    recording.sent(bytes.length);
  }
}
