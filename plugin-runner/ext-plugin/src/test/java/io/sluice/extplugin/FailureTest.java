package io.sluice.extplugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Headers;
import io.sluice.extplugin.CallObserver.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a plugin or a peer does: one reply for each call, and nobody else notices. */
@Timeout(60)
class FailureTest {

  private static final Told UNAVAILABLE = new Told.Refused(1);
  private static final Told BAD_REQUEST = new Told.Refused(0);

  @TempDir private Path folder;

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger taken = new AtomicInteger();
  private TestServer server;
  private Peer peer;
  private long healthy;

  @BeforeEach
  void start() throws IOException {
    var big = ChatRequest.of(new byte[5_000_000]);
    var tooBig = ChatRequest.of(new byte[ExtPluginConfig.MAX_FRAME_BYTES]);
    server =
        TestServer.start(
            TestServer.config(folder, TestServer.SHORT),
            TestServer.byName(
                Map.ofEntries(
                    Map.entry("healthy", taking(Action.pass())),
                    Map.entry("exception", throwing(() -> new IllegalStateException("test"))),
                    Map.entry("overflow", throwing(() -> new StackOverflowError("test"))),
                    Map.entry("assertion", throwing(() -> new AssertionError("test"))),
                    Map.entry("memory", throwing(() -> new OutOfMemoryError("test"))),
                    Map.entry("endless recursion", ScriptedRoute.of(FailureTest::recurse)),
                    Map.entry("no answer", ScriptedRoute.of(call -> nothing())),
                    Map.entry("needs fail", new BrokenNeeds()),
                    Map.entry(
                        "taken fails",
                        ScriptedRoute.of(
                            call -> new Answer(Action.pass(), () -> failing("taken")))),
                    Map.entry("too large", taking(Action.rewrite(new Change.SetBody(tooBig)))),
                    Map.entry(
                        "stops too large",
                        taking(new Action.Stop(200, Headers.none(), tooBig.body()))),
                    Map.entry("big", taking(Action.rewrite(new Change.SetBody(big)))),
                    Map.entry("hangs", hanging(this::hang)),
                    Map.entry("ignores interrupts", hanging(this::hangIgnoringInterrupts)),
                    Map.entry("spins", hanging(this::spin)),
                    Map.entry("asks", ScriptedRoute.needing(true, Set.of("a"), this::answer)))));
    peer = server.connect();
    healthy = prepare("healthy");
  }

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    peer.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exception",
        "overflow",
        "assertion",
        "memory",
        "endless recursion",
        "no answer",
        "needs fail",
        "taken fails",
        "too large",
        "stops too large"
      })
  void aFailingPluginGetsOneErrorReplyAndTheConnectionLivesOn(String failure) throws Exception {
    var told = peer.call(1, prepare(failure));

    assertThat(told).isEqualTo(UNAVAILABLE);
    assertThat(taken).hasValue(0);
    assertThat(peer.call(2, healthy)).isEqualTo(new Told.Passed(2));
    assertThat(server.outcomes(2)).containsExactly(Outcome.ERROR, Outcome.PASS);
  }

  @ParameterizedTest
  @CsvSource({"hangs, ERROR", "ignores interrupts, TIMEOUT", "spins, TIMEOUT"})
  void aHangingPluginGetsOneErrorReplyAndItsLateAnswerIsDropped(String hang, Outcome outcome)
      throws Exception {
    var told = peer.call(1, prepare(hang));
    release.countDown();
    TestServer.await(ended);

    assertThat(told).isEqualTo(UNAVAILABLE);
    assertThat(peer.call(2, healthy)).isEqualTo(new Told.Passed(2));
    assertThat(taken).hasValue(1);
    assertThat(server.outcomes(2)).containsExactly(outcome, Outcome.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "ignores interrupts", "spins"})
  void anotherConnectionIsAnsweredWhileOneHangs(String hang) throws Exception {
    peer.send(Frame.HTTP_REQ_CALL, Asked.call(1, prepare(hang)));
    TestServer.await(started);

    try (var other = server.connect()) {
      assertThat(other.call(2, healthy)).isEqualTo(new Told.Passed(2));
    }
    assertThat(server.outcomes(1)).containsExactly(Outcome.PASS);
    assertThat(peer.receive()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aPluginThatGivesUpWhenInterruptedStillAnswers() throws Exception {
    var interrupted =
        hanging(() -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            // As a plugin would that degrades.
          }
        });
    server.close();
    server =
        TestServer.start(
            TestServer.config(folder, TestServer.SHORT), (token, key, plugins) -> interrupted);

    try (var other = server.connect()) {
      assertThat(other.call(1, other.prepare())).isEqualTo(new Told.Passed(1));
      assertThat(taken).hasValue(1);
    }
  }

  @Test
  void aTaskWithoutTimeLeftIsNotStarted() {
    assertThatThrownBy(() -> Supervised.run("test", taken::incrementAndGet, Duration.ZERO))
        .isInstanceOf(TimeoutException.class);

    assertThat(taken).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 77, 255})
  void anUnknownFrameIsABadRequestAndEndsTheConnection(int type) throws Exception {
    var told = peer.ask(type, Asked.extraInfo(null));

    assertThat(told).isEqualTo(BAD_REQUEST);
    assertThat(peer.isClosedByRunner()).isTrue();
    othersAreUnharmed();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aMalformedPayloadIsABadRequestAndEndsTheConnection(int type) throws Exception {
    var told = peer.ask(type, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f});

    assertThat(told).isEqualTo(BAD_REQUEST);
    assertThat(peer.isClosedByRunner()).isTrue();
    othersAreUnharmed();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void anEmptyPayloadIsABadRequestAndEndsTheConnection(int type) throws Exception {
    var told = peer.ask(type, new byte[0]);

    assertThat(told).isEqualTo(BAD_REQUEST);
    assertThat(peer.isClosedByRunner()).isTrue();
    othersAreUnharmed();
  }

  @Test
  void aFrameWhereAnAnswerIsDueIsABadRequestAndEndsTheConnection() throws Exception {
    peer.call(1, prepare("asks"));
    peer.receive();
    var told = peer.call(2, healthy);

    assertThat(told).isEqualTo(BAD_REQUEST);
    assertThat(peer.isClosedByRunner()).isTrue();
    othersAreUnharmed();
  }

  @Test
  void aFrameLargerThanAllowedIsABadRequestAndEndsTheConnection() throws Exception {
    server.close();
    var defaults = TestServer.config(folder, TestServer.SHORT);
    var small =
        new ExtPluginConfig(
            defaults.socket(), "660", "", 10, 1024, TestServer.SHORT, Duration.ofHours(1));
    server = TestServer.start(small, (token, key, plugins) -> taking(Action.pass()));

    try (var large = server.connect();
        var other = server.connect()) {
      long token = other.prepare();
      large.sendHeader(Frame.HTTP_REQ_CALL, 1025);

      assertThat(large.receive()).isEqualTo(BAD_REQUEST);
      assertThat(large.isClosedByRunner()).isTrue();
      var padded = java.util.Arrays.copyOf(Asked.call(1, token), 1024);
      assertThat(other.ask(Frame.HTTP_REQ_CALL, padded)).isEqualTo(new Told.Passed(1));
    }
  }

  @Test
  void aPeerThatHangsUpInMidFrameIsForgotten() throws Exception {
    peer.sendHeader(Frame.HTTP_REQ_CALL, 100);
    peer.sendRaw(new byte[99]);
    peer.close();

    TestServer.until(() -> server.server.connections() == 0);
    othersAreUnharmed();
  }

  @Test
  void aPeerThatHangsUpBetweenAnswersIsForgottenAndThePluginNotAsked() throws Exception {
    peer.call(1, prepare("asks"));
    peer.receive();
    peer.send(Frame.EXTRA_INFO, Asked.extraInfo("1".getBytes(UTF_8)));
    peer.close();

    TestServer.until(() -> server.server.connections() == 0);
    assertThat(taken).hasValue(0);
    othersAreUnharmed();
  }

  @Test
  void aPeerThatHangsUpWhileThePluginWorksIsForgotten() throws Exception {
    peer.send(Frame.HTTP_REQ_CALL, Asked.call(1, prepare("hangs")));
    TestServer.await(started);
    peer.close();
    release.countDown();

    TestServer.until(() -> server.server.connections() == 0);
    othersAreUnharmed();
  }

  @Test
  void aPeerThatStopsWritingInAFrameIsClosed() throws Exception {
    peer.sendHeader(Frame.HTTP_REQ_CALL, 100);

    assertThat(peer.isClosedByRunner()).isTrue();
    othersAreUnharmed();
  }

  @Test
  void aPeerThatDoesNotAnswerAQuestionIsClosed() throws Exception {
    peer.call(1, prepare("asks"));
    peer.receive();

    assertThat(peer.isClosedByRunner()).isTrue();
    assertThat(taken).hasValue(0);
    othersAreUnharmed();
  }

  @Test
  void aPeerThatStopsReadingIsClosed() throws Exception {
    peer.send(Frame.HTTP_REQ_CALL, Asked.call(1, prepare("big")));

    TestServer.until(() -> server.server.connections() == 0);
    assertThatThrownBy(peer::receive).isInstanceOf(EOFException.class);
    othersAreUnharmed();
  }

  @Test
  void anIdlePeerIsNotClosedHoweverLongItSaysNothing() throws Exception {
    try (var stalled = server.connect()) {
      // Closed after the deadline, so the deadline has passed for the idle one as well.
      stalled.sendHeader(Frame.HTTP_REQ_CALL, 100);
      assertThat(stalled.isClosedByRunner()).isTrue();
    }

    assertThat(peer.call(1, healthy)).isEqualTo(new Told.Passed(1));
  }

  private void othersAreUnharmed() throws IOException {
    try (var other = server.connect()) {
      assertThat(other.call(9, healthy)).isEqualTo(new Told.Passed(9));
    }
  }

  private long prepare(String name) throws IOException {
    return peer.prepare(new PluginConf(name, ""));
  }

  private Route taking(Action action) {
    return ScriptedRoute.of(call -> new Answer(action, taken::incrementAndGet));
  }

  private Answer answer(HttpCall call) {
    return new Answer(Action.pass(), taken::incrementAndGet);
  }

  private Route hanging(Runnable hang) {
    Function<HttpCall, Answer> script =
        call -> {
          started.countDown();
          try {
            hang.run();
            return answer(call);
          } finally {
            ended.countDown();
          }
        };
    return ScriptedRoute.of(script);
  }

  private void hang() {
    TestServer.await(release);
  }

  private void hangIgnoringInterrupts() {
    boolean interrupted = true;
    while (interrupted) {
      try {
        interrupted = false;
        release.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private void spin() {
    while (release.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private static Route throwing(Supplier<Throwable> failure) {
    return ScriptedRoute.of(call -> {
      throw sneaky(failure.get());
    });
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  private static void failing(String what) {
    throw new IllegalStateException(what);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Answer recurse(HttpCall call) {
    return recurse(call);
  }

  /** What a plugin returns that does not mind NullMarked. */
  @SuppressWarnings("NullAway")
  private static Answer nothing() {
    @Nullable Answer nothing = null;
    return nothing;
  }

  private record BrokenNeeds() implements Route {

    @Override
    public Needs needs() {
      throw new IllegalStateException("test");
    }

    @Override
    public Answer call(HttpCall call) {
      throw new AssertionError("never called");
    }
  }
}
