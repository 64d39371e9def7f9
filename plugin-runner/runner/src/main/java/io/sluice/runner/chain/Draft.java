package io.sluice.runner.chain;

import io.sluice.exchange.Action;
import io.sluice.exchange.Change;
import io.sluice.exchange.ChatExchange;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Decision;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Subject;
import io.sluice.extplugin.HttpCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A call and what has become of it so far. One thread at a time. */
final class Draft {

  private final boolean governed;
  private final List<Change> changes = new ArrayList<>();
  private final byte[] original;
  private HttpCall call;
  private @Nullable ChatExchange exchange;

  private Draft(HttpCall call, boolean governed) {
    this.call = call;
    this.governed = governed;
    this.original = call.body();
  }

  /** Begins a call in which no header is believed that a client can't be allowed to set. */
  static Draft governed(HttpCall call) {
    var draft = new Draft(call, true);
    boolean anonymous = call.variable(WireNames.CONSUMER_NAME).isEmpty();
    call.headers().asList().stream()
        .map(header -> header.name().toLowerCase(Locale.ROOT))
        .filter(name -> WireNames.isReserved(name, anonymous))
        .distinct()
        .forEach(name -> draft.add(new Change.DeleteHeader(name)));
    draft.exchange =
        ChatExchange.begin(
            RequestId.next(),
            new Subject(
                call.variable(WireNames.CONSUMER_NAME),
                call.variable(WireNames.CONSUMER_GROUP),
                call.variable(WireNames.ROUTE_ID)),
            call.method(),
            call.path(),
            draft.call.headers(),
            ChatRequest.of(call.path(), call.body()));
    return draft;
  }

  /** Begins a call of a route that has no plugin of ours: nothing of it is touched. */
  static Draft plain(HttpCall call) {
    return new Draft(call, false);
  }

  ChatExchange exchange() {
    if (exchange == null) {
      throw new IllegalStateException("a route without plugins of ours has no exchange");
    }
    return exchange;
  }

  /** Returns the call as the plugins so far left it. */
  HttpCall call() {
    return exchange == null ? call : call.withBody(exchange.request().body());
  }

  /** Takes over what a plugin wants, and returns it. */
  Action apply(Action action) {
    switch (action) {
      case Action.Rewrite(List<Change> wanted) -> wanted.forEach(this::add);
      case Action.Stop stop -> stop.noted().forEach(this::add);
      case Action.Pass ignored -> {}
    }
    return action;
  }

  /** Returns the answer that ends the request here, with the headers added to it before. */
  Action stopped(Action.Stop stop) {
    var headers = new ArrayList<>(stop.headers().asList());
    for (var change : changes) {
      if (change instanceof Change.AddResponseHeader(String name, String value)) {
        headers.add(new Header(name, value));
      }
    }
    if (governed) {
      headers.addAll(shown());
    }
    return new Action.Stop(stop.status(), Headers.of(headers), stop.body());
  }

  /** Returns all changes in one, for APISIX to go on with. */
  Action passed() {
    var wire = new ArrayList<>(changes);
    if (governed) {
      wire.add(new Change.SetHeader(WireNames.REQUEST_ID, exchange().id().value()));
      exchange()
          .target()
          .ifPresent(target -> {
            wire.add(new Change.SetHeader(WireNames.TARGET, target.name()));
            wire.add(new Change.SetHeader(WireNames.TIER, target.tier()));
          });
      shown().forEach(h -> wire.add(new Change.AddResponseHeader(h.name(), h.value())));
      if (!Arrays.equals(exchange().request().body(), original)) {
        wire.add(new Change.SetBody(exchange().request()));
      }
    }
    return wire.isEmpty() ? Action.pass() : new Action.Rewrite(wire);
  }

  private void add(Change change) {
    call = call.changedBy(List.of(change));
    if (exchange == null) {
      changes.add(change);
    } else if (change instanceof Change.SetBody(ChatRequest changed)) {
      // The body goes last and once, as the exchange has it then.
      exchange = exchange.with(new Change.SetBody(ChatRequest.of(exchange.path(), changed.body())));
    } else {
      exchange = exchange.with(change);
      changes.add(change);
    }
  }

  /** The headers that tell the client what happened. */
  private List<Header> shown() {
    var shown = new ArrayList<Header>();
    shown.add(new Header(WireNames.REQUEST_ID, exchange().id().value()));
    exchange()
        .target()
        .ifPresent(target -> {
          shown.add(new Header(WireNames.TARGET, target.name()));
          shown.add(new Header(WireNames.TIER, target.tier()));
        });
    var decisions = exchange().decisions();
    if (!decisions.isEmpty()) {
      shown.add(
          new Header(
              WireNames.DECISION,
              decisions.stream().map(Decision::toString).collect(Collectors.joining(", "))));
    }
    return shown;
  }
}
