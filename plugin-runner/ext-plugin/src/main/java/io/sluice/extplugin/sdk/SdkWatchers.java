package io.sluice.extplugin.sdk;

import java.util.List;
import java.util.Map;
import org.apache.apisix.plugin.runner.A6ConfigWatcher;

public final class SdkWatchers {
  public SdkWatchers(List<A6ConfigWatcher> watchers) {}

  public void prepared(int token, Map<String, String> configs) {}
}
