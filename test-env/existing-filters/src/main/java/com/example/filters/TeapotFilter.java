package com.example.filters;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.stereotype.Component;

/** Answers in place of the upstream. */
@Component
public class TeapotFilter implements PluginFilter {

  @Override
  public String name() {
    return "TeapotFilter";
  }

  @Override
  public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
    response.setStatusCode(418);
    response.setHeader("X-Pot", "tea");
    response.setBody("short and stout");
    chain.filter(request, response);
  }
}
