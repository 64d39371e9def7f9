package io.sluice.gateway.config;

import java.util.List;

/** A consumer group as written. */
public record GroupConf(String id, List<PluginConf> plugins) {

  static GroupConf read(Block written) {
    var id = written.requiredText("id");
    var block = written.named("consumer group " + id);
    block.ignore("id", "name", "desc", "labels");
    var group = new GroupConf(id, PluginConf.read(block.block("plugins")));
    block.done();
    return group;
  }
}
