package io.sluice.extplugin;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** APISIX's end of a connection. */
final class Peer implements Closeable {

  private final SocketChannel channel;

  private Peer(SocketChannel channel) {
    this.channel = channel;
  }

  static Peer connect(Path socket) throws IOException {
    return new Peer(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /** Sends a frame and waits for the one that answers it. */
  Told ask(int type, byte[] payload) throws IOException {
    send(type, payload);
    return receive();
  }

  /** Prepares a configuration and returns its token. */
  long prepare(PluginConf... plugins) throws IOException {
    return ((Told.Prepared) ask(Frame.PREPARE_CONF, Asked.prepareConf("route#1", plugins))).token();
  }

  /** Makes a call and returns the next frame. */
  Told call(long id, long token) throws IOException {
    return ask(Frame.HTTP_REQ_CALL, Asked.call(id, token));
  }

  void send(int type, byte[] payload) throws IOException {
    sendHeader(type, payload.length);
    sendRaw(payload);
  }

  void sendHeader(int type, int length) throws IOException {
    sendRaw(ByteBuffer.allocate(4).putInt(0, type << 24 | length).array());
  }

  void sendRaw(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  Told receive() throws IOException {
    int header = read(4).getInt(0);
    var payload = read(header & 0xff_ff_ff).order(ByteOrder.LITTLE_ENDIAN);
    return Told.read(header >>> 24, payload);
  }

  /** Waits until the runner has closed the connection; fails if it sends something instead. */
  boolean isClosedByRunner() throws IOException {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      // Reset: it closed without having read all that was sent.
      return true;
    }
  }

  private ByteBuffer read(int bytes) throws IOException {
    var buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the runner closed the connection");
      }
    }
    return buffer.flip();
  }

  /** Hangs up before the end of the test. */
  void hangUp() throws IOException {
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
