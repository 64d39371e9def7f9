package io.sluice.gateway.exchange;

import java.util.Optional;

/** Where the request goes; plugins may redirect it. */
public final class Destination {

  private Optional<Upstream> upstream = Optional.empty();
  private Optional<String> uri = Optional.empty();
  private Optional<String> host = Optional.empty();
  private Optional<String> method = Optional.empty();
  private Optional<String> scheme = Optional.empty();

  public Optional<Upstream> upstream() {
    return upstream;
  }

  public void upstream(Upstream chosen) {
    upstream = Optional.of(chosen);
  }

  /** Path and query, escaped, where they are not the client's. */
  public Optional<String> uri() {
    return uri;
  }

  public void uri(String escaped) {
    uri = Optional.of(escaped);
  }

  /** The Host header, where it is neither the client's nor the upstream's choice. */
  public Optional<String> host() {
    return host;
  }

  public void host(String name) {
    host = Optional.of(name);
  }

  public Optional<String> method() {
    return method;
  }

  public void method(String name) {
    method = Optional.of(name);
  }

  public Optional<String> scheme() {
    return scheme;
  }

  public void scheme(String name) {
    scheme = Optional.of(name);
  }
}
