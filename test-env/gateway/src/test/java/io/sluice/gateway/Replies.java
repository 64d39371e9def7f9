package io.sluice.gateway;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.HTTPReqCall.Rewrite;
import io.github.api7.A6.HTTPReqCall.Stop;
import io.github.api7.A6.TextEntry;
import io.sluice.gateway.exchange.ByteStrings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a runner may answer to a call. */
final class Replies {

  private record Field(String name, Optional<String> value) {}

  private Optional<String> path = Optional.empty();
  private Optional<String> body = Optional.empty();
  private final List<Field> headers = new ArrayList<>();
  private final List<Field> args = new ArrayList<>();
  private final List<Field> responseHeaders = new ArrayList<>();

  static FakeRunner.Answer pass() {
    var builder = new FlatBufferBuilder();
    Resp.startResp(builder);
    builder.finish(Resp.endResp(builder));
    return new FakeRunner.Answer(2, builder.dataBuffer());
  }

  /** Stops with headers given as name, value, name, value. */
  static FakeRunner.Answer stop(int status, String body, String... headers) {
    var builder = new FlatBufferBuilder();
    var fields = new ArrayList<Field>();
    for (var i = 0; i < headers.length; i += 2) {
      fields.add(new Field(headers[i], Optional.of(headers[i + 1])));
    }
    var headerVector = Stop.createHeadersVector(builder, entries(builder, fields));
    var bodyVector = Stop.createBodyVector(builder, ByteStrings.bytes(body));
    Stop.startStop(builder);
    Stop.addStatus(builder, status);
    Stop.addHeaders(builder, headerVector);
    Stop.addBody(builder, bodyVector);
    return finish(builder, Action.Stop, Stop.endStop(builder));
  }

  static Replies rewrite() {
    return new Replies();
  }

  Replies path(String value) {
    path = Optional.of(value);
    return this;
  }

  Replies body(String value) {
    body = Optional.of(value);
    return this;
  }

  Replies header(String name, String value) {
    headers.add(new Field(name, Optional.of(value)));
    return this;
  }

  Replies deleteHeader(String name) {
    headers.add(new Field(name, Optional.empty()));
    return this;
  }

  Replies arg(String name, String value) {
    args.add(new Field(name, Optional.of(value)));
    return this;
  }

  Replies deleteArg(String name) {
    args.add(new Field(name, Optional.empty()));
    return this;
  }

  Replies responseHeader(String name, String value) {
    responseHeaders.add(new Field(name, Optional.of(value)));
    return this;
  }

  FakeRunner.Answer done() {
    var builder = new FlatBufferBuilder();
    var headerVector = Rewrite.createHeadersVector(builder, entries(builder, headers));
    var argVector = Rewrite.createArgsVector(builder, entries(builder, args));
    var respVector = Rewrite.createRespHeadersVector(builder, entries(builder, responseHeaders));
    var pathOffset = path.map(text -> string(builder, text));
    var bodyOffset = body.map(text -> builder.createByteVector(ByteStrings.bytes(text)));
    // The published class knows four fields; the body is the fifth.
    builder.startTable(5);
    pathOffset.ifPresent(offset -> builder.addOffset(0, offset, 0));
    builder.addOffset(1, headerVector, 0);
    builder.addOffset(2, argVector, 0);
    builder.addOffset(3, respVector, 0);
    bodyOffset.ifPresent(offset -> builder.addOffset(4, offset, 0));
    return finish(builder, Action.Rewrite, builder.endTable());
  }

  private static FakeRunner.Answer finish(FlatBufferBuilder builder, byte type, int action) {
    Resp.startResp(builder);
    Resp.addActionType(builder, type);
    Resp.addAction(builder, action);
    builder.finish(Resp.endResp(builder));
    return new FakeRunner.Answer(2, builder.dataBuffer());
  }

  private static int[] entries(FlatBufferBuilder builder, List<Field> fields) {
    return fields.stream().mapToInt(field -> entry(builder, field)).toArray();
  }

  private static int entry(FlatBufferBuilder builder, Field field) {
    var name = string(builder, field.name());
    var value = field.value().map(text -> string(builder, text));
    TextEntry.startTextEntry(builder);
    TextEntry.addName(builder, name);
    value.ifPresent(offset -> TextEntry.addValue(builder, offset));
    return TextEntry.endTextEntry(builder);
  }

  private static int string(FlatBufferBuilder builder, String text) {
    return builder.createString(ByteBuffer.wrap(ByteStrings.bytes(text)));
  }
}
