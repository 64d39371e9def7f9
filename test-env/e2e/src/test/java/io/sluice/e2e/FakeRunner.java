package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import com.sun.net.httpserver.HttpServer;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.ReqBody;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Rewrite;
import io.github.api7.A6.HTTPReqCall.Stop;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A process that answers as a runner would: asks for the body, rewrites a request whose body is the
 * bench's, stops any other and every one of a route with the plugin "broken".
 */
final class FakeRunner {

  private static final long GOOD = 1;
  private static final long BROKEN = 2;

  private FakeRunner() {}

  /** Runs with the health page's port as its argument. */
  public static void main(String[] args) throws IOException {
    var address = System.getenv("APISIX_LISTEN_ADDRESS").substring("unix:".length());
    var health =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
    health.createContext(
        "/actuator/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    health.start();
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(address));
      while (true) {
        try (var connection = server.accept()) {
          serve(connection);
        }
      }
    }
  }

  private static void serve(SocketChannel connection) throws IOException {
    var in = new DataInputStream(Channels.newInputStream(connection));
    var out = new DataOutputStream(Channels.newOutputStream(connection));
    for (int type = in.read(); type >= 0; type = in.read()) {
      var payload = payload(in);
      var builder = new FlatBufferBuilder();
      switch (type) {
        case 1 -> prepare(payload, builder);
        case 2 -> answer(call(payload) == GOOD && bodyIsKnown(in, out), builder);
        default -> throw new IOException("frame of type " + type);
      }
      write(out, type, builder);
    }
  }

  private static void prepare(ByteBuffer payload, FlatBufferBuilder builder) {
    var route = io.github.api7.A6.PrepareConf.Req.getRootAsReq(payload);
    boolean broken = route.confLength() > 0 && "broken".equals(route.conf(0).name());
    builder.finish(io.github.api7.A6.PrepareConf.Resp.createResp(builder, broken ? BROKEN : GOOD));
  }

  private static long call(ByteBuffer payload) {
    return io.github.api7.A6.HTTPReqCall.Req.getRootAsReq(payload).confToken();
  }

  private static boolean bodyIsKnown(DataInputStream in, DataOutputStream out) throws IOException {
    var builder = new FlatBufferBuilder();
    ReqBody.startReqBody(builder);
    int question = ReqBody.endReqBody(builder);
    builder.finish(io.github.api7.A6.ExtraInfo.Req.createReq(builder, Info.ReqBody, question));
    write(out, 3, builder);
    if (in.read() != 3) {
      throw new IOException("no extra info");
    }
    var body = io.github.api7.A6.ExtraInfo.Resp.getRootAsResp(payload(in)).resultAsByteBuffer();
    return body.equals(ByteBuffer.wrap(Bench.body()));
  }

  private static void answer(boolean known, FlatBufferBuilder builder) {
    int action;
    if (known) {
      Rewrite.startRewrite(builder);
      action = Rewrite.endRewrite(builder);
    } else {
      int body = Stop.createBodyVector(builder, "refused".getBytes(UTF_8));
      action = Stop.createStop(builder, 500, 0, body);
    }
    builder.finish(
        io.github.api7.A6.HTTPReqCall.Resp.createResp(
            builder, 1, known ? Action.Rewrite : Action.Stop, action));
  }

  private static ByteBuffer payload(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    return ByteBuffer.wrap(in.readNBytes(length));
  }

  private static void write(DataOutputStream out, int type, FlatBufferBuilder builder)
      throws IOException {
    var payload = builder.sizedByteArray();
    out.writeInt(type << 24 | payload.length);
    out.write(payload);
  }
}
