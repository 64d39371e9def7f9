package io.sluice.gateway.route;

/** A route's uri: exact, or a prefix where it ends in {@code *}. */
record UriPattern(String text, boolean prefix) {

  static UriPattern of(String written) {
    return written.endsWith("*")
        ? new UriPattern(written.substring(0, written.length() - 1), true)
        : new UriPattern(written, false);
  }

  boolean matches(String path) {
    return prefix ? path.startsWith(text) : path.equals(text);
  }
}
