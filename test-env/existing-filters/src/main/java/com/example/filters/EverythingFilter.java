package com.example.filters;

import java.util.List;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.stereotype.Component;

/** Tells the upstream, in headers, all that a filter can learn of a request. */
@Component
public class EverythingFilter implements PluginFilter {

  @Override
  public String name() {
    return "EverythingFilter";
  }

  @Override
  public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
    request.setHeader("X-Seen-Config", request.getConfig(this));
    request.setHeader("X-Seen-Method", request.getMethod().name());
    request.setHeader("X-Seen-Path", request.getPath());
    request.setHeader("X-Seen-Argument", request.getArg("colour"));
    request.setHeader("X-Seen-Header", request.getHeader("x-client"));
    request.setHeader("X-Seen-Variable", request.getVars("route_id"));
    request.setHeader("X-Seen-Body-Length", String.valueOf(request.getBody().length()));
    request.setArg("shape", "round");
    response.setHeader("X-Filtered-By", "EverythingFilter");
    chain.filter(request, response);
  }

  @Override
  public List<String> requiredVars() {
    return List.of("route_id");
  }

  @Override
  public Boolean requiredBody() {
    return true;
  }
}
