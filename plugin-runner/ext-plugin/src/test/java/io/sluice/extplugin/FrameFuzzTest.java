package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import com.sun.management.ThreadMXBean;
import io.github.api7.A6.HTTPReqCall.Req;
import io.github.api7.A6.TextEntry;
import io.sluice.exchange.Action;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken frames: no exception but the expected ones, no hang, no allocation out of proportion.
 *
 * <p>{@code -Dfuzz.frames=1000000} runs more of them, {@code -Dfuzz.seed=...} others: README.md has
 * the command.
 *
 * <p>The mutations are our own. Jazzer, which was tried, replays its stored inputs in a normal run
 * and fuzzes only when told so from outside: no short seeded run, and its instrumentation allocates
 * in the code whose allocation is measured here. jqwik prints a text into every build that has
 * nothing to do with the tests.
 */
@Timeout(600)
class FrameFuzzTest {

  private static final int FRAMES = Integer.getInteger("fuzz.frames", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_260_101L);

  /** What a decode may allocate: so many bytes for each of the frame, and a constant. */
  private static final int BYTES_PER_BYTE = 24;

  /** The channel's buffer, the first slice of a payload that never comes, an exception. */
  private static final int CONSTANT_BYTES = 128 * 1024;

  private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  /** Loading classes allocates as well, once. */
  @BeforeAll
  static void warmUp() throws Exception {
    var frames = new MutatedFrames(SEED + 2);
    for (int i = 0; i < 1000; i++) {
      try {
        decode(frames.next());
      } catch (MalformedFrameException | IOException e) {
        // What is wanted: the classes of failing are loaded, too.
      }
    }
  }

  @Test
  void decodingABrokenFrameFailsAsExpectedOrNotAtAll() throws Exception {
    var frames = new MutatedFrames(SEED);
    int decoded = 0;

    for (int i = 0; i < FRAMES; i++) {
      var frame = frames.next();
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        decode(frame);
        decoded++;
      } catch (MalformedFrameException | IOException e) {
        // What a broken frame is expected to do.
      } catch (RuntimeException | Error e) {
        throw new AssertionError(described(i, frame), e);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (allocated > CONSTANT_BYTES + (long) BYTES_PER_BYTE * frame.length) {
        throw new AssertionError(allocated + " bytes allocated for " + described(i, frame));
      }
    }

    // A fuzzer whose frames are all refused at the door tests the door alone.
    assertThat(decoded).isBetween(FRAMES / 20, FRAMES * 19 / 20);
  }

  @Test
  void theDearestFrameOfAllStaysInProportion() throws Exception {
    // Every entry of both vectors is the same small table, as many as the budget lets pass.
    int count = 100_000;
    var builder = new FlatBufferBuilder();
    builder.createByteVector(new byte[17 * count + 100]);
    int name = builder.createString("n");
    int[] entries = new int[count];
    Arrays.fill(entries, TextEntry.createTextEntry(builder, name, 0));
    int vector = Req.createHeadersVector(builder, entries);
    builder.finish(Req.createReq(builder, 1, 0, 0, name, vector, vector, 1));
    var payload = ByteBuffer.wrap(builder.sizedByteArray()).order(ByteOrder.LITTLE_ENDIAN);

    long before = threads.getCurrentThreadAllocatedBytes();
    var call = FrameDecoder.httpReqCall(payload);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(call.arguments()).hasSize(count);
    assertThat(call.headers()).hasSize(count);
    assertThat((double) allocated / payload.limit()).isBetween(4.0, (double) BYTES_PER_BYTE);
  }

  @Test
  void offsetsThatAllPointAtOneLongStringDoNotUnfold() {
    var builder = new FlatBufferBuilder();
    int text = builder.createString("x".repeat(100_000));
    int entry = TextEntry.createTextEntry(builder, text, text);
    int[] entries = new int[10_000];
    Arrays.fill(entries, entry);
    int vector = Req.createHeadersVector(builder, entries);
    builder.finish(Req.createReq(builder, 1, 0, 0, text, 0, vector, 1));
    var payload = ByteBuffer.wrap(builder.sizedByteArray()).order(ByteOrder.LITTLE_ENDIAN);

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> FrameDecoder.httpReqCall(payload))
        .isInstanceOf(MalformedFrameException.class);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(CONSTANT_BYTES + (long) BYTES_PER_BYTE * payload.limit());
  }

  @Test
  void aServerUnderBrokenFramesStillAnswersOthers() throws Exception {
    var frames = new MutatedFrames(SEED + 1);
    var asking = ScriptedRoute.needing(true, Set.of("route_id"), call -> Answer.of(Action.pass()));
    RouteFactory routes = (token, key, plugins) -> plugins.isEmpty() ? ScriptedRoute.PASS : asking;

    try (var server = TestServer.start(folder, routes);
        var healthy = server.connect()) {
      long pass = healthy.prepare();
      long ask = healthy.prepare(new PluginConf("asking", ""));

      for (int i = 0; i < FRAMES / 25; i++) {
        try (var broken = server.connect()) {
          if (i % 2 == 0) {
            broken.send(Frame.HTTP_REQ_CALL, Asked.call(i, ask));
            broken.send(Frame.EXTRA_INFO, Asked.extraInfo("chat".getBytes(UTF_8)));
          }
          broken.sendRaw(frames.next());
          broken.sendRaw(frames.next());
        } catch (IOException e) {
          // The server has had enough of it.
        }
        if (i % 50 == 0) {
          assertThat(healthy.call(i, pass)).isEqualTo(new Told.Passed(i));
        }
      }

      TestServer.until(() -> server.server.connections() == 1);
      assertThat(healthy.call(7, pass)).isEqualTo(new Told.Passed(7));
    }
  }

  /** Reads a frame as a connection does. */
  private static void decode(byte[] bytes)
      throws IOException, MalformedFrameException, InterruptedException {
    var frame =
        new FrameChannel(
                new Bytes(bytes),
                ExtPluginConfig.MAX_FRAME_BYTES,
                LargeFrames.ofThisHeap(),
                Duration.ZERO)
            .read();
    switch (frame.type()) {
      case Frame.PREPARE_CONF -> FrameDecoder.prepareConf(frame.payload());
      case Frame.HTTP_REQ_CALL -> FrameDecoder.httpReqCall(frame.payload());
      case Frame.EXTRA_INFO -> FrameDecoder.extraInfo(frame.payload());
      case Frame.HTTP_RESP_CALL -> FrameDecoder.httpRespCallId(frame.payload());
      default -> throw new MalformedFrameException("a frame of type " + frame.type());
    }
  }

  private static String described(int number, byte[] frame) {
    return "frame %d of seed %d: %s".formatted(number, SEED, HexFormat.of().formatHex(frame));
  }

  /** A sender that hangs up after its bytes. */
  private record Bytes(ByteBuffer bytes) implements ByteChannel {

    Bytes(byte[] bytes) {
      this(ByteBuffer.wrap(bytes));
    }

    @Override
    public int read(ByteBuffer into) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int part = Math.min(into.remaining(), bytes.remaining());
      into.put(bytes.slice().limit(part));
      bytes.position(bytes.position() + part);
      return part;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      throw new IOException("this channel is read");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
