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

  /** How long past its deadline a call may hang in a write to APISIX. */
  private static final Duration WRITE_GRACE = Duration.ofSeconds(1);

  private enum State {
    WAITING,
    BUSY,
    CLOSED
  }

  private final SocketChannel channel;
  private final FrameChannel frames;
  private final ExtPluginConfig config;
  private final ConfRegistry confs;
  private final CallObserver observer;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile boolean draining;
  private volatile long overdueAt = Long.MAX_VALUE;

  Connection(
      SocketChannel channel, ExtPluginConfig config, ConfRegistry confs, CallObserver observer) {
    this.channel = channel;
    this.frames = new FrameChannel(channel, config.maxFrameBytes());
    this.config = config;
    this.confs = confs;
    this.observer = observer;
  }

  @Override
  public void run() {
    try (channel) {
      while (!draining) {
        var frame = frames.read();
        if (frame.isEmpty() || !state.compareAndSet(State.WAITING, State.BUSY)) {
          return;
        }
        answer(frame.get());
        overdueAt = Long.MAX_VALUE;
        state.set(State.WAITING);
      }
    } catch (MalformedFrameException e) {
      logger
          .atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("connection closed: not the protocol");
      refuseQuietly();
    } catch (IOException e) {
      logger.atDebug().addKeyValue("reason", e.getMessage()).log("connection lost");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the connection: at once if no call is in flight, else after its answer. */
  void drain() {
    draining = true;
    if (state.compareAndSet(State.WAITING, State.CLOSED)) {
      close();
    }
  }

  /** Ends the connection if APISIX stopped reading or writing in the middle of a call. */
  void closeIfOverdue(long now) {
    long due = overdueAt;
    if (due != Long.MAX_VALUE && now - due > 0) {
      logger.atWarn().log("connection closed: APISIX stopped talking within a call");
      close();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      logger.atDebug().addKeyValue("reason", e.getMessage()).log("connection not closed");
    }
  }

  private void answer(Frame frame)
      throws IOException, MalformedFrameException, InterruptedException {
    switch (frame.type()) {
      case Frame.PREPARE_CONF -> prepare(FrameDecoder.prepareConf(frame.payload()));
      case Frame.HTTP_REQ_CALL -> call(FrameDecoder.httpReqCall(frame.payload()));
      case Frame.HTTP_RESP_CALL ->
          frames.write(FrameEncoder.noResponseAction(FrameDecoder.httpRespCallId(frame.payload())));
      default -> throw new MalformedFrameException("a frame of type " + frame.type());
    }
  }

  private void prepare(FrameDecoder.PrepareConf conf) throws IOException, InterruptedException {
    overdueAt = System.nanoTime() + PREPARE_DEADLINE.plus(WRITE_GRACE).toNanos();
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

  private void call(HttpCall bare)
      throws IOException, MalformedFrameException, InterruptedException {
    long start = System.nanoTime();
    overdueAt = start + config.deadline().plus(WRITE_GRACE).toNanos();
    var route = confs.find(bare.confToken());
    if (route.isEmpty()) {
      frames.write(FrameEncoder.refusal(Refusal.CONF_TOKEN_NOT_FOUND));
      return;
    }
    var call = complete(bare, route.get().needs());
    Outcome outcome;
    try {
      var time = config.deadline().minusNanos(System.nanoTime() - start);
      var answer = Supervised.run("call", () -> route.get().call(call), time);
      outcome = send(call, answer);
    } catch (TimeoutException e) {
      logger.atWarn().addKeyValue("call", call).log("plugins took longer than the deadline");
      frames.write(FrameEncoder.refusal(Refusal.SERVICE_UNAVAILABLE));
      outcome = Outcome.TIMEOUT;
    } catch (ExecutionException e) {
      logger.atError().addKeyValue("call", call).setCause(e.getCause()).log("a plugin failed");
      frames.write(FrameEncoder.refusal(Refusal.SERVICE_UNAVAILABLE));
      outcome = Outcome.ERROR;
    }
    observer.ended(outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  private Outcome send(HttpCall call, Answer answer) throws IOException {
    var frame = FrameEncoder.action(call.id(), answer.action());
    if (frame.payload().remaining() > ExtPluginConfig.MAX_FRAME_BYTES) {
      logger.atError().addKeyValue("call", call).log("the answer is larger than a frame can be");
      frames.write(FrameEncoder.refusal(Refusal.SERVICE_UNAVAILABLE));
      return Outcome.ERROR;
    }
    answer.taken().run();
    frames.write(frame);
    return switch (answer.action()) {
      case Action.Pass ignored -> Outcome.PASS;
      case Action.Rewrite ignored -> Outcome.REWRITE;
      case Action.Stop ignored -> Outcome.STOP;
    };
  }

  /** Fetches what the route needs: all questions are written at once, then the answers read. */
  private HttpCall complete(HttpCall call, Needs needs)
      throws IOException, MalformedFrameException {
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

  private byte[] extraInfo() throws IOException, MalformedFrameException {
    var frame = frames.read().orElseThrow(() -> new IOException("the peer hung up within a call"));
    if (frame.type() != Frame.EXTRA_INFO) {
      throw new MalformedFrameException(
          "a frame of type %d where extra information was asked for".formatted(frame.type()));
    }
    return FrameDecoder.extraInfo(frame.payload());
  }

  private void refuseQuietly() {
    try {
      frames.write(FrameEncoder.refusal(Refusal.BAD_REQUEST));
    } catch (IOException e) {
      // The connection closes anyway.
    }
  }
}
