package io.sluice.extplugin.sdk;

import io.sluice.extplugin.HttpCall;
import io.sluice.extplugin.Needs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the SDK's filters on one route. Thread-safe as far as the filter is. */
public final class SdkFilter {

  private static final Logger logger = LoggerFactory.getLogger(SdkFilter.class);

  private final PluginFilter filter;
  private final String name;
  private final Map<String, String> configs;
  private final Needs needs;

  /**
   * @param configs the values of all plugins of the route by name: a filter may read another's
   */
  public SdkFilter(PluginFilter filter, Map<String, String> configs) {
    this.filter = filter;
    this.name = filter.name();
    this.configs = Map.copyOf(configs);
    this.needs = needs(filter.requiredVars(), filter.requiredBody());
    if (Boolean.TRUE.equals(filter.requiredRespBody())) {
      logger
          .atWarn()
          .addKeyValue("filter", name)
          .log("the response phase is not served: postFilter will not be called");
    }
  }

  /** Returns the name by which routes call it. */
  public String name() {
    return name;
  }

  /** Returns what it wants to know of each request. */
  public Needs needs() {
    return needs;
  }

  /**
   * Runs the filter on a call; whatever it throws is thrown.
   *
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted, as
   *     then the filter is, too; the interrupt flag stays set
   */
  public SdkOutcome filter(HttpCall call) {
    return FilterThreads.run(name, () -> run(call));
  }

  private SdkOutcome run(HttpCall call) {
    var changes = new RecordedChanges();
    var chain = new EndOfChain(filter);
    var response = new RecordingResponse(call.id(), changes);
    filter.filter(new CallRequest(call, response, changes, configs), response, chain);
    return new SdkOutcome(changes.action(), chain.called);
  }

  private static Needs needs(@Nullable List<String> variables, @Nullable Boolean body) {
    return new Needs(
        variables == null
            ? Set.of()
            : variables.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet()),
        Boolean.TRUE.equals(body));
  }

  /** Notes that the filter wants the request to go on; who comes next is not its business. */
  private static final class EndOfChain extends PluginFilterChain {

    private boolean called;

    EndOfChain(PluginFilter filter) {
      super(new PluginFilterChain(List.of(filter)), 1);
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response) {
      called = true;
    }
  }
}
