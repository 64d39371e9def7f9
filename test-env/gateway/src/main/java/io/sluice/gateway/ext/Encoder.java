package io.sluice.gateway.ext;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.ExtraInfo.Resp;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.TextEntry;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Exchange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the payloads that the gateway sends. */
final class Encoder {

  private Encoder() {}

  static ByteBuffer prepareConf(RunnerConf conf) {
    var builder = new FlatBufferBuilder(512);
    var key = string(builder, conf.key());
    var entries =
        conf.entries().stream()
            .mapToInt(entry -> entry(builder, entry.name(), Optional.of(entry.value())))
            .toArray();
    var vector = io.github.api7.A6.PrepareConf.Req.createConfVector(builder, entries);
    builder.finish(io.github.api7.A6.PrepareConf.Req.createReq(builder, vector, key));
    return builder.dataBuffer();
  }

  /** The call for a request as it is now, after the plugins that ran before. */
  static ByteBuffer call(long id, long token, Exchange exchange) {
    var builder = new FlatBufferBuilder(1024);
    var request = exchange.request();
    var path = string(builder, pathFor(exchange));
    var source = Req.createSrcIpVector(builder, request.remote().getAddress().getAddress());
    var args =
        Req.createArgsVector(
            builder,
            request.args().list().stream()
                .mapToInt(arg -> entry(builder, arg.name(), arg.value()))
                .toArray());
    var headers = Req.createHeadersVector(builder, headers(builder, exchange));

    Req.startReq(builder);
    Req.addId(builder, id);
    Req.addConfToken(builder, token);
    Req.addSrcIp(builder, source);
    Req.addPath(builder, path);
    Req.addArgs(builder, args);
    Req.addHeaders(builder, headers);
    Methods.code(request.line().method()).ifPresent(code -> Req.addMethod(builder, code));
    builder.finish(Req.endReq(builder));
    return builder.dataBuffer();
  }

  static ByteBuffer extraInfo(Optional<byte[]> result) {
    var builder = new FlatBufferBuilder(64 + result.map(bytes -> bytes.length).orElse(0));
    var vector = result.map(bytes -> Resp.createResultVector(builder, bytes));
    Resp.startResp(builder);
    vector.ifPresent(offset -> Resp.addResult(builder, offset));
    builder.finish(Resp.endResp(builder));
    return builder.dataBuffer();
  }

  private static String pathFor(Exchange exchange) {
    return exchange
        .destination()
        .uri()
        .map(uri -> uri.replaceFirst("\\?.*", ""))
        .orElse(exchange.request().path());
  }

  private static int[] headers(FlatBufferBuilder builder, Exchange exchange) {
    List<Integer> offsets = new ArrayList<>();
    for (var field : exchange.request().headers()) {
      var name = field.getName().toLowerCase(Locale.ROOT);
      var value = Optional.ofNullable(field.getValue()).orElse("");
      var seen = name.equals("host") ? exchange.destination().host().orElse(value) : value;
      offsets.add(entry(builder, name, Optional.of(seen)));
    }
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int entry(FlatBufferBuilder builder, String name, Optional<String> value) {
    var nameOffset = string(builder, name);
    var valueOffset = value.map(text -> string(builder, text));
    TextEntry.startTextEntry(builder);
    TextEntry.addName(builder, nameOffset);
    valueOffset.ifPresent(offset -> TextEntry.addValue(builder, offset));
    return TextEntry.endTextEntry(builder);
  }

  private static int string(FlatBufferBuilder builder, String byteString) {
    return builder.createString(ByteBuffer.wrap(ByteStrings.bytes(byteString)));
  }
}
