package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The frames that were recorded between APISIX 3.18.0 and a runner. */
final class Recording {

  /**
   * One frame.
   *
   * @param from {@code apisix} or {@code runner}
   */
  record Recorded(int conn, String from, int type, byte[] payload) {

    boolean fromApisix() {
      return from.equals("apisix");
    }

    ByteBuffer buffer() {
      return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"conn\": (\\d+), \"from\": \"(apisix|runner)\", \"type\": (\\d), \"length\": (\\d+),"
              + " \"payload\": \"([0-9a-f]*)\", \"truncated\": false}");

  private Recording() {}

  /** Returns all frames in the order on the wire. */
  static List<Recorded> frames() {
    try (var in = Recording.class.getResourceAsStream("/apisix-3.18-frames.jsonl")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().map(Recording::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recorded parse(String line) {
    var match = LINE.matcher(line);
    if (!match.matches()) {
      throw new IllegalStateException("not a recorded frame: " + line);
    }
    var payload = HexFormat.of().parseHex(match.group(5));
    if (payload.length != Integer.parseInt(match.group(4))) {
      throw new IllegalStateException("a frame of another length than it says: " + line);
    }
    return new Recorded(
        Integer.parseInt(match.group(1)),
        match.group(2),
        Integer.parseInt(match.group(3)),
        payload);
  }
}
