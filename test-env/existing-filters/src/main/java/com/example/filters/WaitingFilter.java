package com.example.filters;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.springframework.stereotype.Component;

/** Holds a request until the file exists that its configuration names, as a slow server would. */
@Component
public class WaitingFilter implements PluginFilter {

  private static final int PATIENCE_MS = 30_000;
  private static final int STEP_MS = 10;

  @Override
  public String name() {
    return "WaitingFilter";
  }

  @Override
  public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
    var release = Path.of(request.getConfig(this));
    try {
      for (int waited = 0; waited < PATIENCE_MS && !Files.exists(release); waited += STEP_MS) {
        Thread.sleep(STEP_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    chain.filter(request, response);
  }
}
