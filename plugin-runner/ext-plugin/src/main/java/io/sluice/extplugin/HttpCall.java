package io.sluice.extplugin;

import io.sluice.exchange.Headers;
import java.util.List;
import java.util.Map;

/**
 * A request that APISIX asks about.
 *
 * @param id names the call on its connection
 * @param confToken names the route's plugins
 * @param method upper case
 * @param source the client's address: 4 or 16 bytes
 * @param variables those that the route needs and that are set
 * @param body empty when the route does not need it; kept, not copied
 */
public record HttpCall(
    long id,
    int confToken,
    String method,
    String path,
    byte[] source,
    List<Argument> arguments,
    Headers headers,
    Map<String, String> variables,
    byte[] body) {

  public HttpCall {
    arguments = List.copyOf(arguments);
    variables = Map.copyOf(variables);
  }

  HttpCall with(Map<String, String> variables, byte[] body) {
    return new HttpCall(id, confToken, method, path, source, arguments, headers, variables, body);
  }

  /** Returns the same call for another path. */
  public HttpCall withPath(String path) {
    return new HttpCall(id, confToken, method, path, source, arguments, headers, variables, body);
  }

  /** Returns the same call with other arguments. */
  public HttpCall withArguments(List<Argument> arguments) {
    return new HttpCall(id, confToken, method, path, source, arguments, headers, variables, body);
  }

  /** Returns the same call with other headers. */
  public HttpCall withHeaders(Headers headers) {
    return new HttpCall(id, confToken, method, path, source, arguments, headers, variables, body);
  }

  /** Returns the same call with another body, kept, not copied. */
  public HttpCall withBody(byte[] body) {
    return new HttpCall(id, confToken, method, path, source, arguments, headers, variables, body);
  }

  /** Returns a variable's value, empty when it is not set. */
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Without headers and body: they may hold secrets and content. */
  @Override
  public String toString() {
    return "HttpCall[%d, %s %s]".formatted(id, method, path);
  }
}
