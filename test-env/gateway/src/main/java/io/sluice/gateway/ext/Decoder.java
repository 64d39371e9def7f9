package io.sluice.gateway.ext;

import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Resp;
import io.github.api7.A6.HTTPReqCall.Rewrite;
import io.github.api7.A6.HTTPReqCall.Stop;
import io.github.api7.A6.TextEntry;
import io.sluice.gateway.exchange.ByteStrings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the payloads that the runner sends. */
final class Decoder {

  private Decoder() {}

  static Reply reply(ByteBuffer payload) throws RunnerException {
    try {
      var resp = Resp.getRootAsResp(payload);
      return switch (resp.actionType()) {
        case Action.Stop -> stop((Stop) resp.action(new Stop()));
        case Action.Rewrite -> rewrite(resp, (Rewrite) resp.action(new Rewrite()));
        default -> new Reply.Pass();
      };
    } catch (RuntimeException e) {
      throw new RunnerException("the runner's answer cannot be read", e);
    }
  }

  private static Reply stop(Stop stop) {
    return new Reply.Stop(
        stop.status(), fields(stop.headersLength(), stop::headers), text(stop.bodyAsByteBuffer()));
  }

  private static Reply rewrite(Resp resp, Rewrite rewrite) {
    return new Reply.Rewrite(
        Optional.ofNullable(rewrite.pathAsByteBuffer()).map(ByteStrings::of),
        fields(rewrite.headersLength(), rewrite::headers),
        fields(rewrite.argsLength(), rewrite::args),
        fields(rewrite.respHeadersLength(), rewrite::respHeaders),
        RewriteBody.of(resp));
  }

  private static List<Reply.Field> fields(int length, IntFunction<TextEntry> at) {
    return IntStream.range(0, length).mapToObj(at).map(Decoder::field).toList();
  }

  private static Reply.Field field(TextEntry entry) {
    return new Reply.Field(
        text(entry.nameAsByteBuffer()),
        Optional.ofNullable(entry.valueAsByteBuffer()).map(ByteStrings::of));
  }

  private static String text(@Nullable ByteBuffer bytes) {
    return bytes == null ? "" : ByteStrings.of(bytes);
  }
}
