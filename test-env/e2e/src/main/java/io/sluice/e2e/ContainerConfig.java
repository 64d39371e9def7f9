package io.sluice.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes the {@code config.yaml} of an APISIX in a container, from the shipped one: {@code --config
 * FILE --folder FOLDER --socket PATH}.
 *
 * <p>Two things differ: it listens on every address of the container, as loopback in there can't be
 * reached from outside, and the runner is another container's.
 */
public final class ContainerConfig {

  private ContainerConfig() {}

  public static void main(String[] args) throws IOException {
    var options = Options.parse(Set.of("config", "folder", "socket"), args);
    Map<String, Object> config = new Yaml().load(Files.readString(Path.of(options.need("config"))));
    adapt(config, options.need("socket"));
    var style = new DumperOptions();
    style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Files.writeString(Path.of(options.need("folder"), "config.yaml"), new Yaml(style).dump(config));
  }

  @SuppressWarnings("unchecked")
  private static void adapt(Map<String, Object> config, String socket) {
    var apisix = Objects.requireNonNull((Map<String, Object>) config.get("apisix"));
    for (var listen : Objects.requireNonNull((List<?>) apisix.get("node_listen"))) {
      ((Map<String, Object>) listen).put("ip", "0.0.0.0");
    }
    config.put("ext-plugin", Map.of("path_for_test", socket));
  }
}
