package io.sluice.runner.check;

/** The objects of a file of routes that have to do with plugins. */
enum Kind {
  ROUTE("routes", "route", "id"),
  SERVICE("services", "service", "id"),
  PLUGIN_CONFIG("plugin_configs", "plugin_config", "id"),
  GLOBAL_RULE("global_rules", "global_rule", "id"),
  CONSUMER("consumers", "consumer", "username"),
  CONSUMER_GROUP("consumer_groups", "consumer_group", "id"),
  PLUGIN_METADATA("plugin_metadata", "plugin_metadata", "id");

  private final String section;
  private final String label;
  private final String idKey;

  Kind(String section, String label, String idKey) {
    this.section = section;
    this.label = label;
    this.idKey = idKey;
  }

  String section() {
    return section;
  }

  String label() {
    return label;
  }

  String idKey() {
    return idKey;
  }
}
