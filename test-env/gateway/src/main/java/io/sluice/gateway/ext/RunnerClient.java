package io.sluice.gateway.ext;

import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Req;
import io.github.api7.A6.ExtraInfo.Var;
import io.github.api7.A6.PrepareConf.Resp;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.RequestBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the runner. Thread-safe; every call blocks its thread. */
public final class RunnerClient implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(RunnerClient.class);
  private static final int TRIES = 3;

  private final Watchdog watchdog;
  private final RunnerPool pool;
  private final ConfTokens tokens = new ConfTokens();
  private final AtomicInteger ids = new AtomicInteger();

  /**
   * Connects when it is first called.
   *
   * @param timeout for each send and each read; APISIX has 60 s
   */
  public RunnerClient(Path socket, Duration timeout, ScheduledExecutorService timer) {
    this.watchdog = new Watchdog(timer);
    this.pool = new RunnerPool(socket, watchdog, timeout);
  }

  /**
   * What the runner decides about the request.
   *
   * @throws RunnerException if it cannot be reached, fails, or takes too long
   */
  public Reply call(Exchange exchange, RunnerConf conf) throws IOException {
    for (var tries = 1; ; tries++) {
      try {
        return once(exchange, conf);
      } catch (RunnerException.TokenNotFound e) {
        if (tries == TRIES) {
          throw e;
        }
        logger.warn("refresh cache and try again");
        tokens.clear();
      }
    }
  }

  private Reply once(Exchange exchange, RunnerConf conf) throws IOException {
    var connection = pool.borrow();
    var done = false;
    try {
      var token = tokens.get(conf.key(), () -> prepare(conf));
      var id = ids.getAndIncrement() & 0x3fffff;
      connection.send(Frame.HTTP_REQ_CALL, Encoder.call(id, token, exchange));
      var frame = connection.receive();
      while (frame.type() == Frame.EXTRA_INFO) {
        connection.send(Frame.EXTRA_INFO, Encoder.extraInfo(extraInfo(exchange, frame.payload())));
        frame = connection.receive();
      }
      if (frame.type() != Frame.HTTP_REQ_CALL) {
        throw new RunnerException("unexpected type " + frame.type());
      }
      var reply = Decoder.reply(frame.payload());
      done = true;
      return reply;
    } finally {
      giveBack(connection, done);
    }
  }

  /** Has its own connection, since that of the call is in use. */
  private long prepare(RunnerConf conf) throws RunnerException {
    var connection = pool.borrow();
    var done = false;
    try {
      connection.send(Frame.PREPARE_CONF, Encoder.prepareConf(conf));
      var payload = connection.receive(Frame.PREPARE_CONF).payload();
      var token = Resp.getRootAsResp(payload).confToken();
      done = true;
      return token;
    } finally {
      giveBack(connection, done);
    }
  }

  private void giveBack(RunnerConnection connection, boolean usable) {
    if (usable) {
      pool.giveBack(connection);
    } else {
      connection.close();
    }
  }

  private static Optional<byte[]> extraInfo(Exchange exchange, ByteBuffer payload)
      throws IOException {
    var req = Req.getRootAsReq(payload);
    return switch (req.infoType()) {
      case Info.Var -> {
        var name = ((Var) req.info(new Var())).name();
        yield exchange.text(String.valueOf(name)).map(ByteStrings::bytes);
      }
      case Info.ReqBody ->
          exchange.request().body().map(RequestBody::bytes).filter(bytes -> bytes.length > 0);
      default -> throw new RunnerException("unsupported info type: " + req.infoType());
    };
  }

  @Override
  public void close() {
    pool.close();
    watchdog.close();
  }
}
