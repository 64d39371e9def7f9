package io.sluice.extplugin;

import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.Method;
import io.github.api7.A6.TextEntry;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what APISIX sends.
 *
 * <p>The schema's classes follow any offset, and Java's flatbuffers have no verifier. So a read out
 * of bounds is caught, and what one frame may unfold to is bounded by its size: offsets that all
 * point at the same long string do not become a long list of long strings.
 */
final class FrameDecoder {

  /** What APISIX asks to prepare. */
  record PrepareConf(String key, List<PluginConf> plugins) {}

  /** What stands for bytes that are not UTF-8, unless somebody really sent it. */
  private static final char REPLACEMENT = '\uFFFD';

  /** What a name without a value takes at least: an offset, a table, a string. */
  private static final long ENTRY_BYTES = 20;

  private static final byte[] NOTHING = {};

  private final ByteBuffer payload;
  private long budget;

  private FrameDecoder(ByteBuffer payload) {
    this.payload = payload;
    // Honest frames repeat nothing; twice their size leaves room for a producer that shares.
    this.budget = 2L * payload.remaining() + 1024;
  }

  static PrepareConf prepareConf(ByteBuffer payload) throws MalformedFrameException {
    return read(
        payload,
        decoder -> {
          var req = io.github.api7.A6.PrepareConf.Req.getRootAsReq(payload);
          return new PrepareConf(
              decoder.text(req.keyAsByteBuffer()),
              decoder.entries(req.confLength(), req::conf, entry -> decoder.conf(entry)));
        });
  }

  static HttpCall httpReqCall(ByteBuffer payload) throws MalformedFrameException {
    return read(
        payload,
        decoder -> {
          var req = Req.getRootAsReq(payload);
          return new HttpCall(
              req.id(),
              (int) req.confToken(),
              Method.name(req.method()),
              decoder.text(req.pathAsByteBuffer()),
              decoder.bytes(req.srcIpAsByteBuffer()),
              decoder.entries(req.argsLength(), req::args, decoder::argument),
              Headers.of(decoder.entries(req.headersLength(), req::headers, decoder::header)),
              Map.of(),
              NOTHING);
        });
  }

  static long httpRespCallId(ByteBuffer payload) throws MalformedFrameException {
    return read(payload, decoder -> io.github.api7.A6.HTTPRespCall.Req.getRootAsReq(payload).id());
  }

  /** Returns the information asked for, empty where there is none. */
  static byte[] extraInfo(ByteBuffer payload) throws MalformedFrameException {
    return read(
        payload,
        decoder ->
            decoder.bytes(
                io.github.api7.A6.ExtraInfo.Resp.getRootAsResp(payload).resultAsByteBuffer()));
  }

  /**
   * Returns bytes as text: UTF-8, or where they are not, one character for each byte, so that
   * nothing is lost and nothing refused.
   */
  static String lenient(byte[] bytes) {
    if (bytes.length == 0) {
      return "";
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes)
        ? text
        : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static <T> T read(ByteBuffer payload, Function<FrameDecoder, T> reader)
      throws MalformedFrameException {
    try {
      return reader.apply(new FrameDecoder(payload));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new MalformedFrameException("a payload that is not of the schema", e);
    }
  }

  private PluginConf conf(TextEntry entry) {
    return new PluginConf(text(entry.nameAsByteBuffer()), text(entry.valueAsByteBuffer()));
  }

  private Argument argument(TextEntry entry) {
    return new Argument(text(entry.nameAsByteBuffer()), text(entry.valueAsByteBuffer()));
  }

  private Header header(TextEntry entry) {
    return new Header(text(entry.nameAsByteBuffer()), text(entry.valueAsByteBuffer()));
  }

  private <T> List<T> entries(
      int length, IntFunction<TextEntry> entry, Function<TextEntry, T> read) {
    spend(ENTRY_BYTES * length);
    var entries = new ArrayList<T>(length);
    for (int i = 0; i < length; i++) {
      entries.add(read.apply(entry.apply(i)));
    }
    return entries;
  }

  private String text(@Nullable ByteBuffer bytes) {
    return lenient(bytes(bytes));
  }

  private byte[] bytes(@Nullable ByteBuffer bytes) {
    if (bytes == null || !bytes.hasRemaining()) {
      return NOTHING;
    }
    spend(bytes.remaining());
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private void spend(long bytes) {
    budget -= bytes;
    if (bytes < 0 || budget < 0) {
      throw new IndexOutOfBoundsException(
          "more than a frame of %d bytes can hold".formatted(payload.limit()));
    }
  }
}
