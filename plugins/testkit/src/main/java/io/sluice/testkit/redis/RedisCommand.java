package io.sluice.testkit.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * One command and its answer, on a connection of its own; as much of the protocol as tests need.
 */
final class RedisCommand {

  private static final int TIMEOUT_MILLIS = 5000;

  private RedisCommand() {}

  static String run(int port, String... words) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request(words));
      return reply(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] request(String... words) {
    var request = new ByteArrayOutputStream();
    request.writeBytes(ascii("*" + words.length + "\r\n"));
    for (var word : words) {
      var bytes = word.getBytes(StandardCharsets.UTF_8);
      request.writeBytes(ascii("$" + bytes.length + "\r\n"));
      request.writeBytes(bytes);
      request.writeBytes(ascii("\r\n"));
    }
    return request.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String reply(InputStream stream) throws IOException {
    var line = line(stream);
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '-' -> throw new RedisReplyException(rest);
      case '$' -> bulk(stream, Integer.parseInt(rest));
      case '*' -> array(stream, Integer.parseInt(rest));
      default -> rest;
    };
  }

  private static String bulk(InputStream stream, int length) throws IOException {
    if (length < 0) {
      return "";
    }
    var text = new String(stream.readNBytes(length), StandardCharsets.UTF_8);
    line(stream);
    return text;
  }

  private static String array(InputStream stream, int size) throws IOException {
    var lines = new StringJoiner("\n");
    for (int i = 0; i < size; i++) {
      lines.add(reply(stream));
    }
    return lines.toString();
  }

  private static String line(InputStream stream) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = stream.read(); b != '\n'; b = stream.read()) {
      if (b < 0) {
        throw new IOException("the connection was closed");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    if (line.size() == 0) {
      return " ";
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
