package io.sluice.gateway.plugin;

import io.sluice.gateway.config.PluginConf;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plugins that the stand-in knows, by name. */
public final class PluginCatalog {

  /** Reads the attributes of one plugin; problems go to the block. */
  private interface Reader {
    Optional<? extends Plugin> read(PluginConf conf, PluginContext context);
  }

  private static final Map<String, Reader> READERS =
      new TreeMap<>(
          Map.of(
              "key-auth", (conf, context) -> KeyAuth.read(conf.attributes(), context),
              "request-id", (conf, context) -> RequestId.read(conf.attributes()),
              "ext-plugin-pre-req", (conf, context) -> ExtPlugin.read(conf.attributes(), context),
              "traffic-split", (conf, context) -> TrafficSplit.read(conf.attributes(), context),
              "proxy-rewrite", (conf, context) -> ProxyRewrite.read(conf.attributes()),
              "http-logger", (conf, context) -> HttpLogger.read(conf.attributes(), context),
              "serverless-pre-function",
                  (conf, context) -> SentBody.read(conf.attributes(), SentBody.PRE),
              "serverless-post-function",
                  (conf, context) -> SentBody.read(conf.attributes(), SentBody.POST)));

  private PluginCatalog() {}

  public static Optional<Plugin> create(PluginConf conf, PluginContext context) {
    var reader = READERS.get(conf.name());
    if (reader == null) {
      conf.attributes().problem("unknown plugin; the APISIX stand-in knows " + READERS.keySet());
      return Optional.empty();
    }
    var plugin = reader.read(conf, context);
    conf.attributes().done();
    return plugin.map(read -> read);
  }
}
