package io.sluice.gateway.plugin;

import io.sluice.gateway.exchange.Consumer;
import io.sluice.gateway.exchange.Upstream;
import java.util.Map;

/**
 * What a plugin may refer to while it is being configured.
 *
 * @param confKey names the route, consumer or group, such as {@code route#chat}
 * @param version of the configuration
 * @param upstreams by id
 * @param consumers by key
 */
public record PluginContext(
    String confKey,
    String version,
    Map<String, Upstream> upstreams,
    Map<String, Consumer> consumers,
    Services services) {}
