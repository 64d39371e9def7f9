package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContainerConfigTest {

  private static final Path SHIPPED = Processes.ROOT.resolve("apisix-conf/config.yaml");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    ContainerConfig.main(
        new String[] {
          "--config", SHIPPED.toString(),
          "--folder", folder.toString(),
          "--socket", "/run/sluice/runner.sock"
        });
  }

  @Test
  void listensWhereAPublishedPortReachesIt() throws IOException {
    var listen = written().at("/apisix/node_listen");

    assertThat(listen).hasSize(1);
    assertThat(listen.at("/0/ip").asString()).isEqualTo("0.0.0.0");
    assertThat(listen.at("/0/port").asInt()).isEqualTo(9080);
  }

  @Test
  void connectsToARunnerInsteadOfStartingOne() throws IOException {
    assertThat(written().at("/ext-plugin").toString())
        .isEqualTo("{\"path_for_test\":\"/run/sluice/runner.sock\"}");
  }

  @Test
  void leavesTheRestAsItIsShipped() throws IOException {
    assertThat(written().path("plugins")).isEqualTo(read(SHIPPED).path("plugins")).isNotEmpty();
    assertThat(written().path("deployment")).isEqualTo(read(SHIPPED).path("deployment"));
  }

  /** The image's entry point looks for these words, not for what they mean. */
  @Test
  void saysStandaloneModeInTheWordsThatTheImageLooksFor() throws IOException {
    assertThat(Files.readString(folder.resolve("config.yaml")))
        .containsPattern("role:\\s*data_plane")
        .contains("role_data_plane:")
        .containsPattern("config_provider:\\s*yaml");
  }

  private JsonNode written() throws IOException {
    return read(folder.resolve("config.yaml"));
  }

  private static JsonNode read(Path file) throws IOException {
    Object document = new Yaml().load(Files.readString(file));
    return new JsonMapper().valueToTree(document);
  }
}
