package io.sluice.extplugin;

import io.sluice.exchange.Action;
import io.sluice.extplugin.CallObserver.Outcome;
import io.sluice.extplugin.FrameEncoder.Refusal;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from APISIX: a call at a time, each answered exactly once.
 *
 * <p>Only this connection's own thread writes to it. Plugins run on another, which can be late,
 * throw or never come back without a second answer being possible.
 */
final class Connection implements Runnable {

  private static final Logger logger = LoggerFactory.getLogger(Connection.class);

  /** Preparing may embed thousands of examples; APISIX waits 60 s. */
  private static final Duration PREPARE_DEADLINE = Duration.ofSeconds(50);

  /** How long past its deadline a call may hang in a read or a write. */
  private static final Duration PEER_GRACE = Duration.ofSeconds(1);

  private enum State {
    WAITING,
    BUSY,
    CLOSED
  }

  /** What APISIX is told. */
  private record Reply(Frame frame, Outcome outcome) {}

  private final SocketChannel channel;
  private final FrameChannel frames;
  private final ExtPluginConfig config;
  private final ConfRegistry confs;
  private final CallObserver observer;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile boolean draining;
  private volatile long overdueAt = Long.MAX_VALUE;
  private volatile @Nullable Thread thread;

  Connection(
      SocketChannel channel,
      ExtPluginConfig config,
      ConfRegistry confs,
      LargeFrames large,
      CallObserver observer) {
    this.channel = channel;
    this.frames = new FrameChannel(channel, config.maxFrameBytes(), large, config.deadline());
    this.config = config;
    this.confs = confs;
    this.observer = observer;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try (channel) {
      talk();
    } catch (IOException e) {
      logger.atDebug().addKeyValue("reason", e.getMessage()).log("connection lost");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      logger.atError().setCause(e).log("connection closed: a bug");
    } finally {
      frames.forget();
    }
  }

  private void talk() throws IOException, InterruptedException {
    try {
      // Busy from a frame's first byte: a call that has begun to arrive is not idle.
      while (!draining && frames.await() && state.compareAndSet(State.WAITING, State.BUSY)) {
        long start = System.nanoTime();
        overdueAt = start + config.deadline().plus(PEER_GRACE).toNanos();
        answer(frames.read(), start);
        frames.forget();
        overdueAt = Long.MAX_VALUE;
        state.set(State.WAITING);
      }
    } catch (MalformedFrameException e) {
      logger
          .atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("connection closed: not the protocol");
      frames.write(FrameEncoder.refusal(Refusal.BAD_REQUEST));
    }
  }

  /** Ends the connection: at once if no call is in flight, else after its answer. */
  void drain() {
    draining = true;
    if (state.compareAndSet(State.WAITING, State.CLOSED)) {
      close();
    }
  }

  /** Returns whether a call is in flight. */
  boolean isBusy() {
    return state.get() == State.BUSY;
  }

  /** Ends the connection if APISIX stopped reading or writing in the middle of a call. */
  void closeIfOverdue(long now) {
    long due = overdueAt;
    if (due != Long.MAX_VALUE && now - due > 0) {
      logger.atWarn().log("connection closed: APISIX stopped talking within a call");
      close();
    }
  }

  /** Ends the connection at once, and whatever a plugin does for it. */
  void cutOff() {
    close();
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      logger.atDebug().addKeyValue("reason", e.getMessage()).log("connection not closed");
    }
  }

  private void answer(Frame frame, long start)
      throws IOException, MalformedFrameException, InterruptedException {
    switch (frame.type()) {
      case Frame.PREPARE_CONF -> prepare(FrameDecoder.prepareConf(frame.payload()));
      case Frame.HTTP_REQ_CALL -> call(FrameDecoder.httpReqCall(frame.payload()), start);
      case Frame.HTTP_RESP_CALL ->
          frames.write(FrameEncoder.noResponseAction(FrameDecoder.httpRespCallId(frame.payload())));
      default -> throw new MalformedFrameException("a frame of type " + frame.type());
    }
  }

  private void prepare(FrameDecoder.PrepareConf conf) throws IOException, InterruptedException {
    overdueAt = System.nanoTime() + PREPARE_DEADLINE.plus(PEER_GRACE).toNanos();
    Frame reply;
    try {
      reply =
          FrameEncoder.prepared(
              Supervised.run("prepare " + conf.key(), () -> confs.prepare(conf), PREPARE_DEADLINE));
    } catch (ExecutionException | TimeoutException e) {
      logger.atError().addKeyValue("route", conf.key()).setCause(e).log("route not prepared");
      reply = FrameEncoder.refusal(Refusal.SERVICE_UNAVAILABLE);
    }
    frames.write(reply);
  }

  private void call(HttpCall call, long start)
      throws IOException, MalformedFrameException, InterruptedException {
    var route = confs.find(call.confToken());
    if (route.isEmpty()) {
      frames.write(FrameEncoder.refusal(Refusal.CONF_TOKEN_NOT_FOUND));
      return;
    }
    var reply = reply(call, route.get(), start);
    frames.write(reply.frame());
    observer.ended(reply.outcome(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** Asks the route; whatever goes wrong there becomes the one reply. */
  private Reply reply(HttpCall bare, Route route, long start)
      throws IOException, MalformedFrameException, InterruptedException {
    try {
      var call = complete(bare, route.needs());
      var deadline = config.deadline(route);
      overdueAt = start + deadline.plus(PEER_GRACE).toNanos();
      var time = deadline.minusNanos(System.nanoTime() - start);
      return reply(call, Supervised.run("call", () -> route.call(call), time));
    } catch (TimeoutException e) {
      logger.atWarn().addKeyValue("call", bare).log("plugins took longer than the deadline");
      return refused(Outcome.TIMEOUT);
    } catch (ExecutionException e) {
      return failed(bare, e.getCause());
    } catch (RuntimeException | Error e) {
      return failed(bare, e);
    }
  }

  private static Reply reply(HttpCall call, Answer answer) {
    var frame = FrameEncoder.action(call.id(), answer.action());
    if (frame.payload().remaining() > ExtPluginConfig.MAX_FRAME_BYTES) {
      throw new IllegalStateException("the answer is larger than a frame can be");
    }
    answer.taken().run();
    return new Reply(frame, outcome(answer.action()));
  }

  private static Reply failed(HttpCall call, @Nullable Throwable cause) {
    logger.atError().addKeyValue("call", call).setCause(cause).log("a plugin failed");
    return refused(Outcome.ERROR);
  }

  private static Reply refused(Outcome outcome) {
    return new Reply(FrameEncoder.refusal(Refusal.SERVICE_UNAVAILABLE), outcome);
  }

  private static Outcome outcome(Action action) {
    return switch (action) {
      case Action.Pass ignored -> Outcome.PASS;
      case Action.Rewrite ignored -> Outcome.REWRITE;
      case Action.Stop ignored -> Outcome.STOP;
    };
  }

  /** Fetches what the route needs: all questions are written at once, then the answers read. */
  private HttpCall complete(HttpCall call, Needs needs)
      throws IOException, MalformedFrameException, InterruptedException {
    if (needs.isNothing()) {
      return call;
    }
    var names = needs.variables().stream().sorted().toList();
    var questions = new ArrayList<Frame>(names.size() + 1);
    names.forEach(name -> questions.add(FrameEncoder.askVariable(name)));
    if (needs.body()) {
      questions.add(FrameEncoder.askBody());
    }
    frames.write(questions.toArray(Frame[]::new));
    var variables = new HashMap<String, String>();
    for (var name : names) {
      var value = extraInfo();
      if (value.length > 0) {
        variables.put(name, FrameDecoder.lenient(value));
      }
    }
    return call.with(variables, needs.body() ? extraInfo() : new byte[0]);
  }

  private byte[] extraInfo() throws IOException, MalformedFrameException, InterruptedException {
    var frame = frames.read();
    if (frame.type() != Frame.EXTRA_INFO) {
      throw new MalformedFrameException(
          "a frame of type %d where extra information was asked for".formatted(frame.type()));
    }
    return FrameDecoder.extraInfo(frame.payload());
  }
}
