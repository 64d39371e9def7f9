package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A consumer as written.
 *
 * @param key with which {@code key-auth} recognises it
 * @param plugins its other plugins
 */
public record ConsumerConf(
    String username, Optional<String> groupId, Optional<String> key, List<PluginConf> plugins) {

  static ConsumerConf read(Block written) {
    var username = written.requiredText("username");
    var block = written.named("consumer " + username);
    block.ignore("username", "desc", "labels", "id");
    var plugins = new ArrayList<>(PluginConf.read(block.block("plugins")));
    Optional<String> key = Optional.empty();
    for (var plugin : List.copyOf(plugins)) {
      if (plugin.name().equals("key-auth")) {
        key = Optional.of(plugin.attributes().requiredText("key"));
        plugin.attributes().done();
        plugins.remove(plugin);
      }
    }
    var consumer = new ConsumerConf(username, block.text("group_id"), key, List.copyOf(plugins));
    block.done();
    return consumer;
  }
}
