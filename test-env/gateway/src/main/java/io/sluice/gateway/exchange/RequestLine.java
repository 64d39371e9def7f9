package io.sluice.gateway.exchange;

/**
 * The first line of a request.
 *
 * @param target path and query, escaped as the client sent them
 * @param protocol such as {@code HTTP/1.1}
 */
public record RequestLine(String method, String target, String protocol) {

  public String rawPath() {
    var question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  public String query() {
    var question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  @Override
  public String toString() {
    return method + " " + target + " " + protocol;
  }
}
