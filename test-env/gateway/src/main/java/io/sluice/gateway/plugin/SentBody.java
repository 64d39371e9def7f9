package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.exchange.ByteStrings;
import io.sluice.gateway.exchange.Capture;
import io.sluice.gateway.exchange.Exchange;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The one Lua function that the stand-in recognises: it keeps what was sent of a response body for
 * the variable {@code $ai_sent_body}.
 */
final class SentBody implements Plugin {

  static final int PRE = 10000;
  static final int POST = -2000;

  private static final int LIMIT = 4 << 20;
  private static final String VARIABLE = "ai_sent_body";

  private final int priority;

  private SentBody(int priority) {
    this.priority = priority;
  }

  static Optional<SentBody> read(Block block, int priority) {
    var phase = block.text("phase", "access");
    var functions = block.texts("functions");
    var known =
        functions.size() == 1
            && functions.getFirst().contains("register_var(\"" + VARIABLE + "\"")
            && phase.equals("body_filter");
    if (!known) {
      block.problem(
          "the APISIX stand-in runs no Lua; it recognises a single body_filter function that"
              + " registers the variable "
              + VARIABLE);
    }
    return Optional.of(new SentBody(priority));
  }

  @Override
  public int priority() {
    return priority;
  }

  @Override
  public void bodyFilter(Exchange exchange, ByteBuffer chunk) {
    var capture = exchange.capture(this);
    exchange.register(VARIABLE, () -> text(capture));
    if (capture.size() + chunk.remaining() <= LIMIT) {
      capture.append(chunk);
    }
  }

  private static Optional<String> text(Capture capture) {
    return capture.size() == 0 ? Optional.empty() : Optional.of(ByteStrings.of(capture.bytes()));
  }
}
