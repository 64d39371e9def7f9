package io.sluice.gateway.ext;

import io.github.api7.A6.Err.Code;
import io.github.api7.A6.Err.Resp;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A connection to the runner: frames one after the other, never two calls at once. */
final class RunnerConnection implements AutoCloseable {

  private static final long NONE = Long.MAX_VALUE;

  private final SocketChannel channel;
  private final Watchdog watchdog;
  private final Duration timeout;
  private volatile long deadline = NONE;
  private volatile boolean overdue;

  private RunnerConnection(SocketChannel channel, Watchdog watchdog, Duration timeout) {
    this.channel = channel;
    this.watchdog = watchdog;
    this.timeout = timeout;
  }

  static RunnerConnection open(Path socket, Watchdog watchdog, Duration timeout)
      throws RunnerException {
    try {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        // A full backlog must fail at once, as it does for nginx, and not block.
        channel.configureBlocking(false);
        if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
          throw new IOException("Resource temporarily unavailable");
        }
        channel.configureBlocking(true);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      var connection = new RunnerConnection(channel, watchdog, timeout);
      watchdog.watch(connection);
      return connection;
    } catch (IOException e) {
      throw new RunnerException("failed to connect to the unix socket unix:" + socket, e);
    }
  }

  void send(int type, ByteBuffer payload) throws RunnerException {
    var length = payload.remaining();
    if (length > Frame.MAX_BYTES) {
      throw new RunnerException(
          "the max length of data is " + Frame.MAX_BYTES + " but got " + length);
    }
    var header = ByteBuffer.allocate(Frame.HEADER_BYTES).putInt(type << 24 | length).flip();
    var buffers = new ByteBuffer[] {header, payload};
    try {
      deadline = Watchdog.deadline(timeout);
      while (payload.hasRemaining() || header.hasRemaining()) {
        if (channel.write(buffers) > 0) {
          deadline = Watchdog.deadline(timeout);
        }
      }
    } catch (IOException e) {
      throw failed("failed to send", e);
    } finally {
      deadline = NONE;
    }
  }

  /** The next frame, which is not an error frame. */
  Frame receive() throws RunnerException {
    try {
      var header = read(Frame.HEADER_BYTES);
      var typeAndLength = header.getInt();
      var payload = read(typeAndLength & Frame.MAX_BYTES);
      var type = typeAndLength >>> 24;
      if (type == Frame.ERROR) {
        throw error(payload);
      }
      return new Frame(type, payload);
    } catch (RunnerException e) {
      throw e;
    } catch (IOException e) {
      throw failed("failed to receive", e);
    }
  }

  /** Receives a frame that must be of one type. */
  Frame receive(int type) throws RunnerException {
    var frame = receive();
    if (frame.type() != type) {
      throw new RunnerException("unexpected type " + frame.type());
    }
    return frame;
  }

  private ByteBuffer read(int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    try {
      while (buffer.hasRemaining()) {
        deadline = Watchdog.deadline(timeout);
        if (channel.read(buffer) < 0) {
          throw new IOException("closed");
        }
      }
    } finally {
      deadline = NONE;
    }
    return buffer.flip();
  }

  private static RunnerException error(ByteBuffer payload) {
    return switch (Resp.getRootAsResp(payload).code()) {
      case Code.BAD_REQUEST -> new RunnerException("bad request");
      case Code.SERVICE_UNAVAILABLE -> new RunnerException("service unavailable");
      case Code.CONF_TOKEN_NOT_FOUND -> new RunnerException.TokenNotFound();
      default -> new RunnerException("unknown err");
    };
  }

  private RunnerException failed(String what, IOException cause) {
    return overdue ? new RunnerException(what + ": timeout") : new RunnerException(what, cause);
  }

  /** Whether it can be used again: not closed by the runner, and nothing left over to read. */
  boolean isQuiet() {
    try {
      channel.configureBlocking(false);
      var quiet = channel.read(ByteBuffer.allocate(1)) == 0;
      channel.configureBlocking(true);
      return quiet;
    } catch (IOException e) {
      return false;
    }
  }

  void closeIfOverdue(long now) {
    var due = deadline;
    if (due != NONE && now - due > 0) {
      overdue = true;
      close();
    }
  }

  @Override
  public void close() {
    watchdog.forget(this);
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost with a connection that is given up.
    }
  }
}
