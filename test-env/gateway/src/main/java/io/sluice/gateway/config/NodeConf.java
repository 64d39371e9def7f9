package io.sluice.gateway.config;

/**
 * One server of an upstream.
 *
 * @param weight its share of the requests; 0 takes it out of use
 */
public record NodeConf(String host, int port, int weight) {

  public String address() {
    return host + ":" + port;
  }
}
