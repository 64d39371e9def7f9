package io.sluice.extplugin;

/**
 * One plugin of a route as APISIX sends it.
 *
 * @param value the configuration's text, usually JSON; checked by nobody yet
 */
public record PluginConf(String name, String value) {}
