package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.Method;
import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What APISIX sends, made with the schema's classes alone. */
final class Asked {

  static final byte[] LOCALHOST = {127, 0, 0, 1};

  private Asked() {}

  /** A name and, unless it is a flag, a value: bytes, since nobody promises UTF-8. */
  record Pair(byte[] name, byte @Nullable [] value) {

    static Pair of(String name, @Nullable String value) {
      return new Pair(name.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }
  }

  static byte[] prepareConf(String key, PluginConf... plugins) {
    var builder = new FlatBufferBuilder();
    int keyAt = builder.createString(key);
    int[] confs = new int[plugins.length];
    for (int i = 0; i < confs.length; i++) {
      confs[i] = entry(builder, Pair.of(plugins[i].name(), plugins[i].value()));
    }
    int vector = io.github.api7.A6.PrepareConf.Req.createConfVector(builder, confs);
    builder.finish(io.github.api7.A6.PrepareConf.Req.createReq(builder, vector, keyAt));
    return builder.sizedByteArray();
  }

  static byte[] call(long id, long token) {
    return call(id, token, "/".getBytes(UTF_8), LOCALHOST, List.of(), List.of());
  }

  static byte[] call(
      long id, long token, byte[] path, byte[] source, List<Pair> arguments, List<Pair> headers) {
    var builder = new FlatBufferBuilder();
    int pathAt = builder.createString(ByteBuffer.wrap(path));
    int sourceAt = builder.createByteVector(source);
    int argumentsAt = Req.createArgsVector(builder, entries(builder, arguments));
    int headersAt = Req.createHeadersVector(builder, entries(builder, headers));
    builder.finish(
        Req.createReq(builder, id, sourceAt, Method.POST, pathAt, argumentsAt, headersAt, token));
    return builder.sizedByteArray();
  }

  static byte[] responseCall(long id, long token) {
    var builder = new FlatBufferBuilder();
    builder.finish(io.github.api7.A6.HTTPRespCall.Req.createReq(builder, id, 200, 0, token));
    return builder.sizedByteArray();
  }

  /** An answer to a question, without a result where there is none. */
  static byte[] extraInfo(byte @Nullable [] result) {
    var builder = new FlatBufferBuilder();
    int resultAt = result == null ? 0 : builder.createByteVector(result);
    builder.finish(io.github.api7.A6.ExtraInfo.Resp.createResp(builder, resultAt));
    return builder.sizedByteArray();
  }

  private static int[] entries(FlatBufferBuilder builder, List<Pair> pairs) {
    return pairs.stream().mapToInt(pair -> entry(builder, pair)).toArray();
  }

  private static int entry(FlatBufferBuilder builder, Pair pair) {
    int name = builder.createString(ByteBuffer.wrap(pair.name()));
    var value = pair.value();
    int valueAt = value == null ? 0 : builder.createString(ByteBuffer.wrap(value));
    return TextEntry.createTextEntry(builder, name, valueAt);
  }
}
