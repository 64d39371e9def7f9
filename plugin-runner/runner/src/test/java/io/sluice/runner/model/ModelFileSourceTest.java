package io.sluice.runner.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.router.complexity.ComplexityModel;
import io.sluice.router.complexity.ComplexityTraining;
import io.sluice.router.complexity.TrainingExample;
import io.sluice.router.linear.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ModelFileSourceTest {

  private static final byte[] FIRST = model("first");
  private static final byte[] SECOND = model("second");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir private Path home;

  private int written;

  @Test
  void routesShareTheModelOfAFile() throws IOException {
    write("a.bin", FIRST);
    var models = models();

    var one = models.named("a.bin");
    var other = models.named("./a.bin");

    assertThat(one.get().provenance().date()).isEqualTo("first");
    assertThat(other.get()).isSameAs(one.get());
    assertThat(gauge("sluice.models.loaded")).isEqualTo(1);
  }

  @Test
  void aFileThatIsWrittenInPlaceIsInForceWhenItStaysTheSameForTwoLooks() throws IOException {
    write("a.bin", FIRST);
    var models = models();
    var model = models.named("a.bin");

    write("a.bin", SECOND);
    models.poll();
    assertThat(date(model.get())).isEqualTo("first");
    models.poll();

    assertThat(date(model.get())).isEqualTo("second");
    assertThat(reloads("applied")).isEqualTo(1);
  }

  @Test
  void aFileThatIsHalfWrittenIsNotRefused() throws IOException {
    write("a.bin", FIRST);
    var models = models();
    var model = models.named("a.bin");

    write("a.bin", Arrays.copyOf(SECOND, SECOND.length / 2));
    models.poll();
    write("a.bin", SECOND);
    models.poll();
    models.poll();

    assertThat(date(model.get())).isEqualTo("second");
    assertThat(meters.find("sluice.models.reloads").tag("outcome", "refused").counter()).isNull();
  }

  @Test
  void aFileThatIsMovedIntoPlaceIsInForce() throws IOException {
    write("a.bin", FIRST);
    var models = models();
    var model = models.named("a.bin");

    write("b.bin", SECOND);
    Files.move(
        folder().resolve("b.bin"), folder().resolve("a.bin"), StandardCopyOption.ATOMIC_MOVE);
    models.poll();
    models.poll();

    assertThat(date(model.get())).isEqualTo("second");
  }

  @Test
  void aLinkThatPointsElsewhereInTheFolderIsFollowed() throws IOException {
    write("one.bin", FIRST);
    write("two.bin", SECOND);
    Files.createSymbolicLink(folder().resolve("now.bin"), Path.of("one.bin"));
    var models = models();
    var model = models.named("now.bin");

    Files.createSymbolicLink(folder().resolve("next"), Path.of("two.bin"));
    Files.move(
        folder().resolve("next"), folder().resolve("now.bin"), StandardCopyOption.ATOMIC_MOVE);
    models.poll();
    models.poll();

    assertThat(date(model.get())).isEqualTo("second");
  }

  @Test
  void aBadFileIsToldOnceAndTheOneBeforeIsKeptUntilAGoodOneComes(CapturedOutput output)
      throws IOException {
    write("a.bin", FIRST);
    var models = models();
    var model = models.named("a.bin");

    var broken = SECOND.clone();
    broken[broken.length / 2] ^= 1;
    write("a.bin", broken);
    for (int i = 0; i < 5; i++) {
      models.poll();
    }

    assertThat(date(model.get())).isEqualTo("first");
    assertThat(output.getAll().split("model file refused", -1)).hasSize(2);
    assertThat(reloads("refused")).isEqualTo(1);
    assertThat(gauge("sluice.models.stale")).isEqualTo(1);

    write("a.bin", SECOND);
    models.poll();
    models.poll();

    assertThat(date(model.get())).isEqualTo("second");
    assertThat(gauge("sluice.models.stale")).isZero();
  }

  @Test
  void aFileThatIsGoneLeavesItsModelInForce(CapturedOutput output) throws IOException {
    write("a.bin", FIRST);
    var models = models();
    var model = models.named("a.bin");

    Files.delete(folder().resolve("a.bin"));
    for (int i = 0; i < 4; i++) {
      models.poll();
    }

    assertThat(date(model.get())).isEqualTo("first");
    assertThat(output.getAll().split("it is not there", -1)).hasSize(2);
  }

  @Test
  void rollingBackIsNamingTheFileBefore() throws IOException {
    write("2026-01.bin", FIRST);
    write("2026-02.bin", SECOND);
    var models = models();

    assertThat(date(models.named("2026-02.bin").get())).isEqualTo("second");
    assertThat(date(models.named("2026-01.bin").get())).isEqualTo("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.bin", "x/../../a.bin", "x/../a.bin", "/etc/passwd", ".."})
  void aNameThatLeadsOutOfTheFolderIsRefused(String name) throws IOException {
    Files.createDirectories(folder());
    Files.write(home.resolve("a.bin"), FIRST);

    assertThatThrownBy(() -> models().named(name))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("ai-semantic-router: complexity.model must be ")
        .hasMessageEndingWith("but was " + name);
  }

  @Test
  void aLinkThatLeadsOutOfTheFolderIsRefused() throws IOException {
    Files.createDirectories(folder());
    Files.write(home.resolve("a.bin"), FIRST);
    Files.createSymbolicLink(folder().resolve("a.bin"), home.resolve("a.bin"));
    Files.createSymbolicLink(folder().resolve("up"), home);

    for (var name : List.of("a.bin", "up/a.bin")) {
      assertThatThrownBy(() -> models().named(name))
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining("a link leads out of the folder of models");
    }
  }

  @Test
  void aLinkThatLeadsOutLaterIsNotFollowed() throws IOException {
    write("a.bin", FIRST);
    Files.write(home.resolve("b.bin"), SECOND);
    var models = models();
    var model = models.named("a.bin");

    Files.delete(folder().resolve("a.bin"));
    Files.createSymbolicLink(folder().resolve("a.bin"), home.resolve("b.bin"));
    models.poll();
    models.poll();

    assertThat(date(model.get())).isEqualTo("first");
    assertThat(reloads("refused")).isEqualTo(1);
  }

  @Test
  void whatIsNoModelIsRefusedAndMayBeNamedAgainWhenItIsOne() throws IOException {
    write("a.bin", "no model, but long enough to be looked at".getBytes(UTF_8));
    var models = models();

    assertThatThrownBy(() -> models.named("a.bin")).isInstanceOf(InvalidConfigException.class);
    assertThatThrownBy(() -> models.named("b.bin"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "ai-semantic-router: complexity.model must be a readable file, but was b.bin (it is not"
                + " there)");

    write("a.bin", FIRST);
    assertThat(date(models.named("a.bin").get())).isEqualTo("first");
  }

  @Test
  void aModelOfAnEmbeddingThatNobodyHasIsRefused() throws IOException {
    write("a.bin", FIRST);
    var models = new ModelFileSource(folder(), "another"::equals, meters);

    assertThatThrownBy(() -> models.named("a.bin"))
        .hasMessageContaining("complexity.model must be of an embedding that this runner has");
  }

  private static String date(ComplexityModel model) {
    return model.provenance().date();
  }

  private static byte[] model(String date) {
    var examples =
        IntStream.range(0, 60)
            .mapToObj(i ->
                new TrainingExample(
                    i % 2 == 0 ? "add %d and %d".formatted(i, i + 1) : "say hello " + i,
                    i % 2,
                    1,
                    Optional.empty()))
            .toList();
    return ComplexityTraining.fit(
            examples,
            new SmallEmbeddings(),
            new Provenance("test", date, List.of(), examples.size(), List.of()))
        .write();
  }

  private Path folder() {
    return home.resolve("models");
  }

  private ModelFileSource models() {
    return new ModelFileSource(folder(), new SmallEmbeddings().id()::equals, meters);
  }

  /** Each at a time of its own: two writes within the clock of a file system are one change. */
  private void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(folder());
    var file = Files.write(folder().resolve(name), bytes);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + written++)));
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private double reloads(String outcome) {
    return meters.get("sluice.models.reloads").tag("outcome", outcome).counter().count();
  }
}
