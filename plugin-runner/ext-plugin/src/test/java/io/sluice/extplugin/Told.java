package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.Table;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What APISIX understands of a runner's frame; read with the schema's classes alone. */
sealed interface Told {

  /** A name and, unless it is to be deleted, a value. */
  record Entry(String name, @Nullable String value) {}

  record Refused(int code) implements Told {}

  record Prepared(long token) implements Told {}

  record AskedVariable(String name) implements Told {}

  record AskedBody() implements Told {}

  record Passed(long id) implements Told {}

  /**
   * A stop.
   *
   * @param body one character for each byte
   */
  record Stopped(long id, int status, List<Entry> headers, String body) implements Told {}

  /**
   * A rewrite.
   *
   * @param body one character for each byte; null where the field is absent
   */
  record Rewritten(
      long id,
      @Nullable String path,
      List<Entry> headers,
      List<Entry> arguments,
      List<Entry> responseHeaders,
      @Nullable String body)
      implements Told {}

  record PassedResponse(long id) implements Told {}

  static Told read(int type, ByteBuffer payload) {
    return switch (type) {
      case 0 -> new Refused(io.github.api7.A6.Err.Resp.getRootAsResp(payload).code());
      case 1 -> new Prepared(io.github.api7.A6.PrepareConf.Resp.getRootAsResp(payload).confToken());
      case 2 -> action(Resp.getRootAsResp(payload));
      case 3 -> question(io.github.api7.A6.ExtraInfo.Req.getRootAsReq(payload));
      case 4 -> response(io.github.api7.A6.HTTPRespCall.Resp.getRootAsResp(payload));
      default -> throw new IllegalArgumentException("a frame of type " + type);
    };
  }

  private static Told question(io.github.api7.A6.ExtraInfo.Req req) {
    return switch (req.infoType()) {
      case Info.Var -> {
        var variable = new Var();
        req.info(variable);
        yield new AskedVariable(Objects.requireNonNull(variable.name()));
      }
      case Info.ReqBody -> new AskedBody();
      default -> throw new IllegalArgumentException("a question of type " + req.infoType());
    };
  }

  private static Told response(io.github.api7.A6.HTTPRespCall.Resp resp) {
    if (resp.status() != 0 || resp.headersLength() != 0 || resp.bodyLength() != 0) {
      throw new IllegalArgumentException("a response with an action");
    }
    return new PassedResponse(resp.id());
  }

  private static Told action(Resp resp) {
    return switch (resp.actionType()) {
      case Action.NONE -> new Passed(resp.id());
      case Action.Stop -> {
        var stop = new io.github.api7.A6.HTTPReqCall.Stop();
        resp.action(stop);
        yield new Stopped(
            resp.id(),
            stop.status(),
            entries(stop.headersLength(), stop::headers),
            text(Objects.requireNonNull(stop.bodyAsByteBuffer())));
      }
      case Action.Rewrite -> {
        var rewrite = new io.github.api7.A6.HTTPReqCall.Rewrite();
        resp.action(rewrite);
        yield new Rewritten(
            resp.id(),
            rewrite.path(),
            entries(rewrite.headersLength(), rewrite::headers),
            entries(rewrite.argsLength(), rewrite::args),
            entries(rewrite.respHeadersLength(), rewrite::respHeaders),
            new FifthField().of(resp));
      }
      default -> throw new IllegalArgumentException("an action of type " + resp.actionType());
    };
  }

  private static List<Entry> entries(int length, IntFunction<TextEntry> entry) {
    return IntStream.range(0, length)
        .mapToObj(entry)
        .map(each -> new Entry(Objects.requireNonNull(each.name()), each.value()))
        .toList();
  }

  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes).toString();
  }

  /** Returns a text as bodies are shown here. */
  static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** The field of a rewrite that the schema's classes lack: its body. */
  final class FifthField extends Table {

    private static final int VTABLE_OFFSET = 12;

    @Nullable String of(Resp resp) {
      resp.action(this);
      var bytes = __vector_as_bytebuffer(VTABLE_OFFSET, 1);
      return bytes == null ? null : text(bytes);
    }
  }
}
