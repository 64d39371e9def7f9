package io.sluice.gateway.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;

/** One request with everything that has become of it. Belongs to one thread. */
public final class Exchange {

  private final ClientRequest request;
  private final Destination destination = new Destination();
  private final Sent sent = new Sent();
  private final List<Attempt> attempts = new ArrayList<>();
  private final HttpFields.Mutable addedHeaders = HttpFields.build();
  private final Map<Object, Capture> captures = new HashMap<>();
  private final Map<String, Supplier<Optional<?>>> registered = new HashMap<>();
  private final Instant startTime = Instant.now();
  private final long start = System.nanoTime();
  private Optional<String> routeId = Optional.empty();
  private Optional<Consumer> consumer = Optional.empty();
  private long nanos = -1;

  public Exchange(ClientRequest request) {
    this.request = request;
  }

  public ClientRequest request() {
    return request;
  }

  public Destination destination() {
    return destination;
  }

  public Sent sent() {
    return sent;
  }

  public List<Attempt> attempts() {
    return attempts;
  }

  /** Headers that plugins add to the response, whatever it will be. */
  public HttpFields.Mutable addedHeaders() {
    return addedHeaders;
  }

  /** The copy of the response body that belongs to one plugin. */
  public Capture capture(Object owner) {
    return captures.computeIfAbsent(owner, o -> new Capture());
  }

  /** Adds a variable of a plugin's own. */
  public void register(String name, Supplier<Optional<?>> value) {
    registered.put(name, value);
  }

  public Optional<String> routeId() {
    return routeId;
  }

  public void matched(String id) {
    routeId = Optional.of(id);
  }

  public Optional<Consumer> consumer() {
    return consumer;
  }

  public void authenticated(Consumer who) {
    consumer = Optional.of(who);
  }

  public Instant startTime() {
    return startTime;
  }

  /** Stops the clock of {@code $request_time}. */
  public void ended() {
    nanos = System.nanoTime() - start;
  }

  public long nanos() {
    return nanos >= 0 ? nanos : System.nanoTime() - start;
  }

  /**
   * An nginx or APISIX variable: a {@link Number} where APISIX logs a number, else a byte string.
   *
   * @return empty where it is unset or unknown
   */
  public Optional<?> variable(String name) {
    var own = registered.get(name);
    return own != null ? own.get() : Variables.of(this, name);
  }

  public Optional<String> text(String variable) {
    return variable(variable).map(String::valueOf);
  }

  /** What goes to the upstream as path and query. */
  public String upstreamUri() {
    return destination.uri().orElseGet(this::unchangedUri);
  }

  private String unchangedUri() {
    if (!request.args().changed()) {
      return request.line().target();
    }
    var args = request.args().encoded();
    return Uris.escapePath(request.path()) + (args.isEmpty() ? "" : "?" + args);
  }
}
