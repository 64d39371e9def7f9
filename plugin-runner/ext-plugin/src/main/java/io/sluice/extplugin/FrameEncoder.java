package io.sluice.extplugin;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.Err.Code;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.ReqBody;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.HTTPReqCall.Stop;
import io.github.api7.A6.TextEntry;
import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the runner sends. */
final class FrameEncoder {

  /** Why a call gets no answer, as the schema numbers it. */
  enum Refusal {
    BAD_REQUEST(Code.BAD_REQUEST),
    SERVICE_UNAVAILABLE(Code.SERVICE_UNAVAILABLE),
    CONF_TOKEN_NOT_FOUND(Code.CONF_TOKEN_NOT_FOUND);

    private final int code;

    Refusal(int code) {
      this.code = code;
    }
  }

  private FrameEncoder() {}

  static Frame refusal(Refusal refusal) {
    var builder = new FlatBufferBuilder(64);
    return frame(
        Frame.ERROR, builder, io.github.api7.A6.Err.Resp.createResp(builder, refusal.code));
  }

  static Frame prepared(int token) {
    var builder = new FlatBufferBuilder(64);
    return frame(
        Frame.PREPARE_CONF,
        builder,
        io.github.api7.A6.PrepareConf.Resp.createResp(builder, Integer.toUnsignedLong(token)));
  }

  static Frame askVariable(String name) {
    var builder = new FlatBufferBuilder(64);
    int variable = Var.createVar(builder, text(builder, name));
    return frame(
        Frame.EXTRA_INFO,
        builder,
        io.github.api7.A6.ExtraInfo.Req.createReq(builder, Info.Var, variable));
  }

  static Frame askBody() {
    var builder = new FlatBufferBuilder(64);
    ReqBody.startReqBody(builder);
    int body = ReqBody.endReqBody(builder);
    return frame(
        Frame.EXTRA_INFO,
        builder,
        io.github.api7.A6.ExtraInfo.Req.createReq(builder, Info.ReqBody, body));
  }

  /** Leaves a response as it is. */
  static Frame noResponseAction(long callId) {
    var builder = new FlatBufferBuilder(64);
    return frame(
        Frame.HTTP_RESP_CALL,
        builder,
        io.github.api7.A6.HTTPRespCall.Resp.createResp(builder, callId, 0, 0, 0));
  }

  static Frame action(long callId, Action action) {
    return switch (action) {
      case Action.Pass() -> {
        var builder = new FlatBufferBuilder(64);
        yield reply(builder, callId, io.github.api7.A6.HTTPReqCall.Action.NONE, 0);
      }
      case Action.Stop stop -> {
        var builder = new FlatBufferBuilder(1024 + stop.body().length);
        yield reply(
            builder, callId, io.github.api7.A6.HTTPReqCall.Action.Stop, stop(builder, stop));
      }
      case Action.Rewrite(List<Change> changes) -> {
        var rewrite = Rewritten.of(changes);
        var builder = new FlatBufferBuilder(1024 + rewrite.bodyLength());
        yield reply(
            builder,
            callId,
            io.github.api7.A6.HTTPReqCall.Action.Rewrite,
            rewrite(builder, rewrite));
      }
    };
  }

  private static int stop(FlatBufferBuilder builder, Action.Stop stop) {
    int headers = Stop.createHeadersVector(builder, headers(builder, stop.headers().asList()));
    int body = Stop.createBodyVector(builder, stop.body());
    return Stop.createStop(builder, stop.status(), headers, body);
  }

  private static int rewrite(FlatBufferBuilder builder, Rewritten rewrite) {
    int path = rewrite.path == null ? 0 : text(builder, rewrite.path);
    int headers = vector(builder, rewrite.headers);
    int arguments = vector(builder, rewrite.arguments);
    int responseHeaders = vector(builder, rewrite.responseHeaders);
    int body = rewrite.body == null ? 0 : builder.createByteVector(rewrite.body);
    // Five fields: the published classes lack the last, body:[ubyte].
    builder.startTable(5);
    builder.addOffset(0, path, 0);
    builder.addOffset(1, headers, 0);
    builder.addOffset(2, arguments, 0);
    builder.addOffset(3, responseHeaders, 0);
    builder.addOffset(4, body, 0);
    return builder.endTable();
  }

  private static int vector(FlatBufferBuilder builder, List<Entry> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    int[] offsets = new int[entries.size()];
    for (int i = 0; i < offsets.length; i++) {
      var entry = entries.get(i);
      int name = text(builder, entry.name());
      int value = entry.value() == null ? 0 : text(builder, entry.value());
      offsets[i] = TextEntry.createTextEntry(builder, name, value);
    }
    return builder.createVectorOfTables(offsets);
  }

  /**
   * Unlike the builder's own method, never fails: half a surrogate pair becomes a question mark.
   */
  private static int text(FlatBufferBuilder builder, String text) {
    return builder.createString(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static int[] headers(FlatBufferBuilder builder, List<Header> headers) {
    return headers.stream()
        .mapToInt(header ->
            TextEntry.createTextEntry(
                builder, text(builder, header.name()), text(builder, header.value())))
        .toArray();
  }

  private static Frame reply(FlatBufferBuilder builder, long callId, byte action, int offset) {
    return frame(Frame.HTTP_REQ_CALL, builder, Resp.createResp(builder, callId, action, offset));
  }

  private static Frame frame(int type, FlatBufferBuilder builder, int root) {
    builder.finish(root);
    return new Frame(type, builder.dataBuffer());
  }

  /** A header or an argument to set, or without a value to delete. */
  private record Entry(String name, @Nullable String value) {}

  /** Changes sorted into the table's fields. */
  private static final class Rewritten {

    private @Nullable String path;
    private final List<Entry> headers = new ArrayList<>();
    private final List<Entry> arguments = new ArrayList<>();
    private final List<Entry> responseHeaders = new ArrayList<>();
    private byte @Nullable [] body;

    static Rewritten of(List<Change> changes) {
      var rewritten = new Rewritten();
      changes.forEach(rewritten::add);
      return rewritten;
    }

    int bodyLength() {
      return body == null ? 0 : body.length;
    }

    private void add(Change change) {
      switch (change) {
        case Change.SetHeader(String name, String value) -> headers.add(new Entry(name, value));
        case Change.DeleteHeader(String name) -> headers.add(new Entry(name, null));
        case Change.SetArgument(String name, String value) -> argument(new Entry(name, value));
        case Change.DeleteArgument(String name) -> argument(new Entry(name, null));
        case Change.AddResponseHeader(String name, String value) ->
            responseHeaders.add(new Entry(name, value));
        case Change.SetPath(String to) -> path = to;
        case Change.SetBody(var request) -> body = request.body();
        // Not of the wire: whoever ran the plugins has turned them into headers and body.
        case Change.RouteTo ignored -> {}
        case Change.Keep ignored -> {}
        case Change.Explain ignored -> {}
      }
    }

    /** Once for each name: APISIX would send both of two values. */
    private void argument(Entry entry) {
      arguments.removeIf(earlier -> earlier.name().equals(entry.name()));
      arguments.add(entry);
    }
  }
}
