package io.sluice.extplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExtPluginConfigTest {

  @Test
  void defaultsAreThose() {
    var config = ExtPluginConfig.at(Path.of("/tmp/runner.sock"));

    assertThat(config)
        .isEqualTo(
            new ExtPluginConfig(
                Path.of("/tmp/runner.sock"),
                "660",
                "",
                4096,
                16_777_215,
                Duration.ofSeconds(5),
                Duration.ofHours(2)));
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    assertThatThrownBy(() ->
            new ExtPluginConfig(
                Path.of("s"), "rw-", "", 0, 1023, Duration.ofSeconds(56), Duration.ZERO))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("mode must be three octal digits such as 660, but was \"rw-\"")
        .hasMessageContaining("max_connections must be at least 1, but was 0")
        .hasMessageContaining("max_frame_bytes must be in 1024 to 16777215, but was 1023")
        .hasMessageContaining("deadline must be over PT0S and at most PT55S, but was PT56S")
        .hasMessageContaining("conf_lifetime must be positive, but was PT0S");
  }
}
