package io.sluice.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CurrentCatalogTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir private Path folder;

  @Test
  void aChangedFileIsInForceWhenItWasFoundTwice() throws IOException {
    write("a");
    var catalog = CurrentCatalog.load(file(), meters);

    write("a", "b");
    catalog.poll();
    assertThat(names(catalog)).containsExactly("a");
    catalog.poll();

    assertThat(names(catalog)).containsExactly("a", "b");
    assertThat(gauge("sluice.catalog.targets")).isEqualTo(2);
    assertThat(reloads("applied")).isEqualTo(1);
  }

  @Test
  void whatNobodyChangedIsNotMadeAnew() throws IOException {
    write("a");
    var catalog = CurrentCatalog.load(file(), meters);
    var before = catalog.get();

    catalog.poll();
    catalog.poll();

    assertThat(catalog.get()).isSameAs(before);
  }

  @Test
  void aBadFileIsRefusedAndAllItsProblemsAreToldOnce(CapturedOutput output) throws IOException {
    write("a");
    var catalog = CurrentCatalog.load(file(), meters);

    Files.writeString(file(), "tiers: [t, t]\ntargets: [{name: x}]");
    for (int i = 0; i < 4; i++) {
      catalog.poll();
    }

    assertThat(names(catalog)).containsExactly("a");
    assertThat(output.getOut().lines().filter(line -> line.contains("catalog file refused")))
        .hasSize(1);
    assertThat(String.valueOf(health(catalog).get("fileNotInForce"))).startsWith("catalog: ");
    assertThat(reloads("refused")).isEqualTo(1);
    assertThat(gauge("sluice.catalog.stale")).isEqualTo(1);
  }

  @Test
  void aFileThatIsAllRightAgainIsInForceAgain() throws IOException {
    write("a");
    var catalog = CurrentCatalog.load(file(), meters);
    Files.delete(file());
    catalog.poll();
    catalog.poll();
    assertThat(health(catalog)).containsEntry("fileNotInForce", "it is gone");

    write("b");
    catalog.poll();
    catalog.poll();

    assertThat(names(catalog)).containsExactly("b");
    assertThat(health(catalog)).doesNotContainKey("fileNotInForce");
    assertThat(gauge("sluice.catalog.stale")).isZero();
  }

  @Test
  void withoutAFileThereIsNoStart() {
    assertThatThrownBy(() -> CurrentCatalog.load(file(), meters))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("catalog: sluice.catalog must be a readable file, but was ");
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private double reloads(String outcome) {
    return meters.get("sluice.catalog.reloads").tag("outcome", outcome).counter().count();
  }

  private static Map<String, Object> health(CurrentCatalog catalog) {
    return new CatalogHealth(catalog).health().getDetails();
  }

  private static List<String> names(CurrentCatalog catalog) {
    return catalog.get().targets().stream().map(Target::name).toList();
  }

  private void write(String... names) throws IOException {
    var yaml = new StringBuilder("tiers: [t]\ntargets:\n");
    for (var name : names) {
      yaml.append(
          "  - {name: %s, tier: t, model: m, price: {input: 1, output: 1}}\n".formatted(name));
    }
    Files.writeString(file(), yaml.toString());
  }

  private Path file() {
    return folder.resolve("catalog.yaml");
  }
}
