package io.sluice.extplugin;

import io.sluice.exchange.Change;
import io.sluice.exchange.Headers;
import java.util.ArrayList;
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

  /** Returns the call as it is after changes, for those who come after their author. */
  public HttpCall changedBy(List<Change> changes) {
    var changed = this;
    for (var change : changes) {
      changed = changed.changedBy(change);
    }
    return changed;
  }

  private HttpCall changedBy(Change change) {
    return switch (change) {
      case Change.SetPath(String to) -> withPath(to);
      case Change.SetHeader(String name, String value) -> withHeaders(headers.with(name, value));
      case Change.DeleteHeader(String name) -> withHeaders(headers.without(name));
      case Change.SetArgument(String name, String value) -> withArgument(new Argument(name, value));
      case Change.DeleteArgument(String name) -> withArguments(without(name));
      case Change.SetBody(var request) -> withBody(request.body());
      case Change.RouteTo ignored -> this;
      case Change.AddResponseHeader ignored -> this;
      case Change.Keep ignored -> this;
      case Change.Explain ignored -> this;
    };
  }

  private HttpCall withArgument(Argument argument) {
    var changed = new ArrayList<>(without(argument.name()));
    changed.add(argument);
    return withArguments(changed);
  }

  private List<Argument> without(String name) {
    return arguments.stream().filter(argument -> !argument.name().equals(name)).toList();
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
