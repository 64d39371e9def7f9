package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Stop;
import io.github.api7.A6.Method;
import io.github.api7.A6.TextEntry;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to a runner, as a gateway has one: prepares a route, then calls for a request. */
final class RunnerConnection implements AutoCloseable {

  private static final int PREPARE_CONF = 1;
  private static final int HTTP_REQ_CALL = 2;
  private static final int EXTRA_INFO = 3;

  private static final Map<String, String> VARIABLES =
      Map.of("route_id", "bench", "request_id", "bench", "consumer_name", "bench");

  private record Frame(int type, ByteBuffer payload) {}

  private final SocketChannel channel;

  private RunnerConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static RunnerConnection open(Path socket) throws IOException {
    return new RunnerConnection(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /**
   * Announces a route's plugins and returns the token to call with.
   *
   * @param plugins name to configuration, in the route's order
   */
  long prepare(Map<String, String> plugins) throws IOException {
    var builder = new FlatBufferBuilder();
    int conf =
        io.github.api7.A6.PrepareConf.Req.createConfVector(builder, entries(builder, plugins));
    int key = builder.createString("bench");
    builder.finish(io.github.api7.A6.PrepareConf.Req.createReq(builder, conf, key));
    write(PREPARE_CONF, builder);
    var answer = expect(PREPARE_CONF, read());
    return io.github.api7.A6.PrepareConf.Resp.getRootAsResp(answer).confToken();
  }

  /**
   * Asks what is to become of a chat request.
   *
   * @return "pass", "rewrite", or "stop" and the status
   */
  String call(long token, byte[] body) throws IOException {
    var builder = new FlatBufferBuilder();
    int address =
        io.github.api7.A6.HTTPReqCall.Req.createSrcIpVector(builder, new byte[] {127, 0, 0, 1});
    int path = builder.createString("/v1/chat/completions");
    int headers =
        io.github.api7.A6.HTTPReqCall.Req.createHeadersVector(
            builder, entries(builder, Map.of("content-type", "application/json")));
    io.github.api7.A6.HTTPReqCall.Req.startReq(builder);
    io.github.api7.A6.HTTPReqCall.Req.addId(builder, 1);
    io.github.api7.A6.HTTPReqCall.Req.addSrcIp(builder, address);
    io.github.api7.A6.HTTPReqCall.Req.addMethod(builder, Method.POST);
    io.github.api7.A6.HTTPReqCall.Req.addPath(builder, path);
    io.github.api7.A6.HTTPReqCall.Req.addHeaders(builder, headers);
    io.github.api7.A6.HTTPReqCall.Req.addConfToken(builder, token);
    builder.finish(io.github.api7.A6.HTTPReqCall.Req.endReq(builder));
    write(HTTP_REQ_CALL, builder);
    var frame = read();
    while (frame.type() == EXTRA_INFO) {
      tell(extraInfo(frame.payload(), body));
      frame = read();
    }
    return outcome(expect(HTTP_REQ_CALL, frame));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static String outcome(ByteBuffer payload) {
    var answer = io.github.api7.A6.HTTPReqCall.Resp.getRootAsResp(payload);
    return switch (answer.actionType()) {
      case Action.NONE -> "pass";
      case Action.Rewrite -> "rewrite";
      default -> {
        var stop = new Stop();
        answer.action(stop);
        yield "stop " + stop.status();
      }
    };
  }

  private static byte @Nullable [] extraInfo(ByteBuffer payload, byte[] body) {
    var question = io.github.api7.A6.ExtraInfo.Req.getRootAsReq(payload);
    if (question.infoType() == Info.ReqBody) {
      return body;
    }
    if (question.infoType() != Info.Var) {
      return null;
    }
    Table variable = question.info(new Var());
    var value = VARIABLES.get(((Var) variable).name());
    return value == null ? null : value.getBytes(UTF_8);
  }

  private void tell(byte @Nullable [] result) throws IOException {
    var builder = new FlatBufferBuilder();
    int vector =
        result == null ? 0 : io.github.api7.A6.ExtraInfo.Resp.createResultVector(builder, result);
    builder.finish(io.github.api7.A6.ExtraInfo.Resp.createResp(builder, vector));
    write(EXTRA_INFO, builder);
  }

  private static int[] entries(FlatBufferBuilder builder, Map<String, String> entries) {
    return entries.entrySet().stream()
        .mapToInt(entry -> {
          int name = builder.createString(entry.getKey());
          int value = builder.createString(entry.getValue());
          return TextEntry.createTextEntry(builder, name, value);
        })
        .toArray();
  }

  private void write(int type, FlatBufferBuilder builder) throws IOException {
    var payload = builder.dataBuffer();
    var header = ByteBuffer.allocate(4).putInt(type << 24 | payload.remaining()).flip();
    var frame = new ByteBuffer[] {header, payload};
    while (payload.hasRemaining()) {
      channel.write(frame);
    }
  }

  private Frame read() throws IOException {
    int header = bytes(4).getInt();
    return new Frame(header >>> 24, bytes(header & 0xffffff));
  }

  private ByteBuffer bytes(int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the runner closed the connection");
      }
    }
    return bytes.flip();
  }

  private static ByteBuffer expect(int type, Frame frame) throws IOException {
    if (frame.type() != type) {
      throw new IOException("the runner answered %d with %d".formatted(type, frame.type()));
    }
    return frame.payload();
  }
}
