package io.sluice.extplugin.sdk;

import io.sluice.exchange.Action;
import io.sluice.extplugin.HttpCall;
import io.sluice.extplugin.Needs;
import java.util.Map;
import org.apache.apisix.plugin.runner.filter.PluginFilter;

public final class SdkFilter {
  public SdkFilter(PluginFilter filter, Map<String, String> configs) {
    throw new UnsupportedOperationException("not yet: " + filter.name());
  }

  public String name() {
    return "";
  }

  public Needs needs() {
    return Needs.NOTHING;
  }

  public SdkOutcome filter(HttpCall call) {
    return new SdkOutcome(Action.pass(), true);
  }
}
