package io.sluice.compressor;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Compression;
import io.sluice.exchange.Compression.Outcome;
import io.sluice.exchange.Profile;
import io.sluice.exchange.Target;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts prompts and what compressing them saves. */
final class Accounting {

  private final CompressorPorts ports;

  Accounting(CompressorPorts ports) {
    this.ports = ports;
  }

  /** Returns the model that the request goes to, as far as that is known. */
  static String model(ChatExchange exchange) {
    return exchange.target().map(Target::model).or(() -> exchange.request().model()).orElse("");
  }

  long count(ChatRequest request, String model) {
    return ports.tokens().prompt(request, model).tokens();
  }

  /** Returns the most tokens that a goal allows a whole prompt; empty: it sets no such limit. */
  OptionalLong most(ChatExchange exchange, Goal goal) {
    return switch (goal) {
      case Goal.Ratio ignored -> OptionalLong.empty();
      case Goal.Tokens(long most) -> OptionalLong.of(most);
      case Goal.Window(double share) -> {
        long window = window(exchange);
        long answer = exchange.request().maxCompletionTokens().orElse(0);
        yield window == 0
            ? OptionalLong.empty()
            : OptionalLong.of(Math.max(0, Math.round(share * window) - answer));
      }
    };
  }

  /** That of the target; while nobody has chosen one, the widest there is. 0: nobody says. */
  private long window(ChatExchange exchange) {
    return target(exchange)
        .map(Target::profile)
        .map(Profile::contextWindow)
        .orElseGet(() ->
            ports.catalog().get().targets().stream()
                .mapToLong(target -> target.profile().contextWindow())
                .max()
                .orElse(0));
  }

  private Optional<Target> target(ChatExchange exchange) {
    return exchange
        .target()
        .or(() -> exchange.request().model().flatMap(ports.catalog().get()::targetOfModel));
  }

  /** Returns what a compression comes to at the target that was chosen. */
  Compression settled(ChatExchange exchange, Compression compression) {
    var model = model(exchange);
    long before = compression.before();
    long after = compression.after();
    if (!model.equals(compression.model())) {
      before = count(exchange.uncompressed(), model);
      after =
          compression.outcome() == Outcome.COMPRESSED
              ? count(exchange.request(), model)
              : Math.round(
                  (double) compression.after() * before / Math.max(1, compression.before()));
    }
    boolean pays = after < before || compression.outcome() != Outcome.COMPRESSED;
    return new Compression(
        pays ? compression.outcome() : Outcome.UNCHANGED,
        compression.scoring(),
        model,
        before,
        Math.min(before, after),
        micros(exchange, Math.max(0, before - after)),
        compression.took());
  }

  private OptionalLong micros(ChatExchange exchange, long tokens) {
    var price = target(exchange).filter(Target::priced).map(target -> target.price().input());
    return price
        .map(input -> input.multiply(BigDecimal.valueOf(tokens)))
        .map(micros -> OptionalLong.of(micros.setScale(0, RoundingMode.DOWN).longValue()))
        .orElseGet(OptionalLong::empty);
  }
}
