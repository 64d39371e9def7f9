package io.sluice.cache;

import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.asked.RequestParts;

/** Decides what is to be done with a route's requests, without asking model or store. */
final class Planner {

  private final Admission admission;
  private final Keys keys;

  Planner(SemanticCacheConfig config, EmbeddingModel model) {
    this.admission = new Admission(config);
    this.keys = new Keys(config, model);
  }

  Plan plan(ChatExchange exchange) {
    var control = CacheControl.of(exchange.headers());
    if (control.noStore()) {
      return new Plan.Skip(Bypass.NO_STORE);
    }
    var body = RequestParts.of(exchange.uncompressed());
    if (body.isEmpty()) {
      return new Plan.Skip(Bypass.NOT_UNDERSTOOD);
    }
    var refused = admission.refuse(body.get());
    if (refused.isPresent()) {
      return new Plan.Skip(refused.get());
    }
    var key = keys.of(exchange, body.get());
    if (key.isEmpty()) {
      return new Plan.Skip(Bypass.ANONYMOUS);
    }
    return control.noCache()
        ? new Plan.Refresh(key.get())
        : new Plan.LookUp(key.get(), control.maxAge());
  }
}
