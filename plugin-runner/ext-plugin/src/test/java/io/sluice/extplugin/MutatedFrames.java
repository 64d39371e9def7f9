package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.extplugin.Asked.Pair;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** An endless, repeatable supply of broken frames: recorded and made ones, changed a little. */
final class MutatedFrames {

  private static final int HEADER_BYTES = 4;

  /** What offsets, lengths and vtables are when somebody means harm. */
  private static final int[] NASTY = {
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    8,
    12,
    16,
    127,
    128,
    255,
    256,
    0x7fff,
    0x8000,
    0xffff,
    0x1_0000,
    0xff_ffff,
    0x100_0000,
    Integer.MAX_VALUE,
    Integer.MAX_VALUE - 3,
    Integer.MIN_VALUE,
    -1,
    -4,
    -8
  };

  private final Random random;
  private final List<byte[]> corpus = new ArrayList<>();

  MutatedFrames(long seed) {
    this.random = new Random(seed);
    Recording.frames().forEach(frame -> add(frame.type(), frame.payload()));
    add(Frame.PREPARE_CONF, manyPlugins());
    add(Frame.HTTP_REQ_CALL, manyHeaders());
    add(Frame.HTTP_REQ_CALL, Asked.call(1, 1));
    add(Frame.EXTRA_INFO, Asked.extraInfo(new byte[10_000]));
    add(Frame.EXTRA_INFO, Asked.extraInfo(null));
    add(Frame.HTTP_RESP_CALL, Asked.responseCall(1, 1));
  }

  /** Returns a frame, header included; it may even be a good one. */
  byte[] next() {
    var frame = any().clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      frame = mutated(frame);
    }
    // Else nearly every frame would end at its length.
    return random.nextInt(8) == 0 ? frame : withLength(frame);
  }

  private byte[] mutated(byte[] frame) {
    if (frame.length <= HEADER_BYTES) {
      return any().clone();
    }
    return switch (random.nextInt(10)) {
      case 0 -> flipBits(frame);
      case 1 -> Arrays.copyOf(frame, random.nextInt(frame.length));
      case 2 -> Arrays.copyOf(frame, frame.length + random.nextInt(64));
      case 3 -> splice(frame, any());
      case 4 -> removeBlock(frame);
      case 5 -> repeatBlock(frame);
      case 6 -> shiftOffset(frame);
      case 7 -> setShort(frame);
      default -> setInt(frame);
    };
  }

  private byte[] flipBits(byte[] frame) {
    for (int i = random.nextInt(8); i >= 0; i--) {
      frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return frame;
  }

  private byte[] splice(byte[] head, byte[] tail) {
    int cut = random.nextInt(head.length);
    int from = random.nextInt(tail.length);
    var spliced = Arrays.copyOf(head, cut + tail.length - from);
    System.arraycopy(tail, from, spliced, cut, tail.length - from);
    return spliced;
  }

  private byte[] removeBlock(byte[] frame) {
    int from = random.nextInt(frame.length);
    int to = from + random.nextInt(frame.length - from);
    var rest = Arrays.copyOf(frame, frame.length - (to - from));
    System.arraycopy(frame, to, rest, from, frame.length - to);
    return rest;
  }

  private byte[] repeatBlock(byte[] frame) {
    int from = random.nextInt(frame.length);
    int length = random.nextInt(Math.min(256, frame.length - from)) + 1;
    var longer = new byte[frame.length + length];
    System.arraycopy(frame, 0, longer, 0, from + length);
    System.arraycopy(frame, from, longer, from + length, frame.length - from);
    return longer;
  }

  /** Makes a word point a little further, or a vector a little longer. */
  private byte[] shiftOffset(byte[] frame) {
    int at = aligned(frame, 4);
    if (at >= 0) {
      var words = littleEndian(frame);
      words.putInt(at, words.getInt(at) + 4 * (random.nextInt(65) - 32));
    }
    return frame;
  }

  private byte[] setInt(byte[] frame) {
    int at = aligned(frame, 4);
    if (at >= 0) {
      int value =
          random.nextBoolean() ? NASTY[random.nextInt(NASTY.length)] : random.nextInt(frame.length);
      littleEndian(frame).putInt(at, value);
    }
    return frame;
  }

  private byte[] setShort(byte[] frame) {
    int at = aligned(frame, 2);
    if (at >= 0) {
      littleEndian(frame).putShort(at, (short) NASTY[random.nextInt(NASTY.length)]);
    }
    return frame;
  }

  /** Returns the place of a word of the payload, or -1. */
  private int aligned(byte[] frame, int bytes) {
    int words = (frame.length - HEADER_BYTES) / bytes;
    return words == 0 ? -1 : HEADER_BYTES + bytes * random.nextInt(words);
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private static byte[] withLength(byte[] frame) {
    if (frame.length >= HEADER_BYTES) {
      var header = ByteBuffer.wrap(frame);
      header.putInt(0, (header.getInt(0) & 0xff00_0000) | (frame.length - HEADER_BYTES));
    }
    return frame;
  }

  private static ByteBuffer littleEndian(byte[] frame) {
    return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void add(int type, byte[] payload) {
    var frame = new ByteArrayOutputStream();
    frame.writeBytes(ByteBuffer.allocate(4).putInt(0, type << 24 | payload.length).array());
    frame.writeBytes(payload);
    corpus.add(frame.toByteArray());
  }

  private static byte[] manyPlugins() {
    var plugins = new PluginConf[100];
    Arrays.setAll(plugins, i -> new PluginConf("plugin-" + i, "{\"number\":" + i + "}"));
    return Asked.prepareConf("route#many", plugins);
  }

  private static byte[] manyHeaders() {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < 200; i++) {
      pairs.add(Pair.of("x-header-" + i % 50, "ü".repeat(i)));
    }
    return Asked.call(1, 2, "/path".getBytes(UTF_8), new byte[16], pairs, pairs);
  }
}
