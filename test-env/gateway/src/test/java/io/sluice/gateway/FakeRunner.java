package io.sluice.gateway;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.Err.Resp;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.ReqBody;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.TextEntry;
import io.sluice.gateway.exchange.ByteStrings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plugin runner that answers as a test says. All texts are byte strings. */
final class FakeRunner implements AutoCloseable {

  /** Decides what to answer: a payload made by {@link Replies}. */
  interface Script {
    Answer answer(Call call) throws IOException;
  }

  /** A frame to send, or nothing at all. */
  record Answer(int type, ByteBuffer payload) {}

  /** One call, which may ask the gateway back. */
  static final class Call {

    private final SocketChannel channel;
    final Req req;

    private Call(SocketChannel channel, Req req) {
      this.channel = channel;
      this.req = req;
    }

    List<String> headers(String name) {
      return entries(req.headersLength(), req::headers).stream()
          .filter(entry -> entry.startsWith(name + ": "))
          .map(entry -> entry.substring(name.length() + 2))
          .toList();
    }

    List<String> args() {
      return entries(req.argsLength(), req::args);
    }

    Optional<String> variable(String name) throws IOException {
      var builder = new FlatBufferBuilder();
      var info = Var.createVar(builder, builder.createString(name));
      return ask(builder, Info.Var, info);
    }

    Optional<String> body() throws IOException {
      var builder = new FlatBufferBuilder();
      ReqBody.startReqBody(builder);
      return ask(builder, Info.ReqBody, ReqBody.endReqBody(builder));
    }

    private Optional<String> ask(FlatBufferBuilder builder, byte type, int info)
        throws IOException {
      builder.finish(io.github.api7.A6.ExtraInfo.Req.createReq(builder, type, info));
      write(channel, new Answer(3, builder.dataBuffer()));
      var answer = read(channel);
      if (answer == null) {
        throw new IOException("the gateway hung up");
      }
      var result =
          io.github.api7.A6.ExtraInfo.Resp.getRootAsResp(answer.payload()).resultAsByteBuffer();
      return Optional.ofNullable(result).map(ByteStrings::of);
    }

    private static List<String> entries(int length, IntFunction<TextEntry> at) {
      return IntStream.range(0, length).mapToObj(at).map(Call::text).toList();
    }

    private static String text(TextEntry entry) {
      var value = entry.valueAsByteBuffer();
      return ByteStrings.of(entry.nameAsByteBuffer())
          + (value == null ? "" : ": " + ByteStrings.of(value));
    }
  }

  private final Path socket;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Set<Long> tokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextToken = new AtomicInteger(1);
  final List<Req> calls = new CopyOnWriteArrayList<>();
  final List<String> prepared = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private volatile Script script = call -> Replies.pass();

  FakeRunner(Path socket) throws IOException {
    this.socket = socket;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), 4096);
    Thread.ofVirtual().start(this::accept);
  }

  Path socket() {
    return socket;
  }

  void script(Script next) {
    script = next;
  }

  /** As if it had been started anew. */
  void forgetTokens() {
    tokens.clear();
  }

  int openConnections() {
    return open.size();
  }

  void hangUp() throws IOException {
    for (var channel : open) {
      try (channel) {
        // Seen by the other side at once; a close waits for the thread that reads.
        channel.shutdownOutput();
      } catch (ClosedChannelException | NotYetConnectedException e) {
        // The gateway hung up first.
      }
    }
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        var channel = server.accept();
        open.add(channel);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      for (var frame = read(channel); frame != null; frame = read(channel)) {
        write(channel, frame.type() == 1 ? prepare(frame) : call(channel, frame));
      }
    } catch (IOException e) {
      // The gateway hung up, which some tests are about.
    } finally {
      open.remove(channel);
    }
  }

  private Answer prepare(Answer frame) {
    var req = io.github.api7.A6.PrepareConf.Req.getRootAsReq(frame.payload());
    prepared.add(req.key());
    var token = nextToken.getAndIncrement();
    tokens.add((long) token);
    var builder = new FlatBufferBuilder();
    builder.finish(io.github.api7.A6.PrepareConf.Resp.createResp(builder, token));
    return new Answer(1, builder.dataBuffer());
  }

  private Answer call(SocketChannel channel, Answer frame) throws IOException {
    var req = Req.getRootAsReq(frame.payload());
    if (!tokens.contains(req.confToken())) {
      return error(2);
    }
    calls.add(req);
    return script.answer(new Call(channel, req));
  }

  static Answer error(int code) {
    var builder = new FlatBufferBuilder();
    Resp.startResp(builder);
    Resp.addCode(builder, code);
    builder.finish(Resp.endResp(builder));
    return new Answer(0, builder.dataBuffer());
  }

  private static @Nullable Answer read(SocketChannel channel) throws IOException {
    var header = ByteBuffer.allocate(4);
    if (!fill(channel, header)) {
      return null;
    }
    var typeAndLength = header.flip().getInt();
    var payload = ByteBuffer.allocate(typeAndLength & 0xffffff);
    return fill(channel, payload) ? new Answer(typeAndLength >>> 24, payload.flip()) : null;
  }

  private static boolean fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void write(SocketChannel channel, Answer answer) throws IOException {
    var length = answer.payload().remaining();
    var header = ByteBuffer.allocate(4).putInt(answer.type() << 24 | length).flip();
    var buffers = new ByteBuffer[] {header, answer.payload()};
    while (answer.payload().hasRemaining()) {
      channel.write(buffers);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
    Files.deleteIfExists(socket);
  }
}
