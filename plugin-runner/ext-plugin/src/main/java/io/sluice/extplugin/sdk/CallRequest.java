package io.sluice.extplugin.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.api7.A6.HTTPReqCall.Req;
import io.sluice.extplugin.HttpCall;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's request, read from a call of ours.
 *
 * <p>What is set shows in the getters. The maps have the last of repeated names, under the names as
 * they were sent, and belong to this request alone.
 */
final class CallRequest extends HttpRequest {

  private final HttpCall call;
  private final HttpResponse response;
  private final RecordedChanges changes;
  private final Map<String, String> configs;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> arguments = new LinkedHashMap<>();
  private Map<String, String> variables;
  private String path;
  private byte[] body;

  CallRequest(
      HttpCall call, HttpResponse response, RecordedChanges changes, Map<String, String> configs) {
    // Nothing is read from it: every getter below has its own source.
    super(new Req());
    this.call = call;
    this.response = response;
    this.changes = changes;
    this.configs = configs;
    this.variables = call.variables();
    this.path = call.path();
    this.body = call.body();
    call.headers().forEach(header -> headers.put(header.name(), header.value()));
    call.arguments().forEach(argument -> arguments.put(argument.name(), argument.value()));
  }

  @Override
  public @Nullable String getConfig(PluginFilter filter) {
    return configs.get(filter.name());
  }

  @Override
  public long getRequestId() {
    return call.id();
  }

  @Override
  public long getConfToken() {
    return Integer.toUnsignedLong(call.confToken());
  }

  @Override
  public @Nullable String getSourceIP() {
    return SourceAddress.text(call.source());
  }

  @Override
  public Method getMethod() {
    return Method.valueOf(call.method());
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public void setPath(@Nullable String path) {
    response.setPath(path);
    this.path = path == null ? call.path() : path;
  }

  @Override
  public Map<String, String> getHeaders() {
    return headers;
  }

  @Override
  public @Nullable String getHeader(@Nullable String name) {
    var exact = headers.get(name);
    if (exact != null || name == null) {
      return exact;
    }
    String last = null;
    for (var header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        last = header.getValue();
      }
    }
    return last;
  }

  @Override
  public void setHeader(@Nullable String headerKey, @Nullable String headerValue) {
    response.setReqHeader(headerKey, headerValue);
    headers.keySet().removeIf(name -> name.equalsIgnoreCase(headerKey));
    set(headers, headerKey, headerValue);
  }

  @Override
  public Map<String, String> getArgs() {
    return arguments;
  }

  @Override
  public @Nullable String getArg(@Nullable String name) {
    return arguments.get(name);
  }

  @Override
  public void setArg(@Nullable String argKey, @Nullable String argValue) {
    response.setArg(argKey, argValue);
    set(arguments, argKey, argValue);
  }

  @Override
  public @Nullable String getVars(@Nullable String key) {
    return key == null ? null : variables.get(key);
  }

  @Override
  public void setVars(Map<String, String> vars) {
    variables = Map.copyOf(vars);
  }

  @Override
  public String getBody() {
    return getBody(UTF_8);
  }

  @Override
  public String getBody(Charset charset) {
    return new String(body, charset);
  }

  @Override
  public void setBody(String body) {
    setBody(body.getBytes(UTF_8));
  }

  @Override
  public void setBody(byte[] body) {
    this.body = body;
    changes.body(body);
  }

  private static void set(Map<String, String> into, @Nullable String name, @Nullable String value) {
    if (name == null) {
      return;
    }
    if (value == null) {
      into.remove(name);
    } else {
      into.put(name, value);
    }
  }
}
