package io.sluice.runner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exchange.EmbeddingModel;
import io.sluice.router.complexity.ComplexityModel;
import io.sluice.runner.model.SmallEmbeddings;
import io.sluice.testkit.FakeTokenCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {

  /** Sums are hard for the small model, greetings are not. */
  private static final String GOLDEN = golden(120, "\"quality\": {\"small\": %d, \"large\": 1}");

  @TempDir private Path folder;

  @Test
  void aModelIsMeasuredAndWritten() throws IOException {
    var run = train(GOLDEN);

    assertThat(run.err()).contains("embedded 12 of 120 (10 %)", "folds 5 of 5 (100 %)");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("120 cases, 0 left out; 5 folds; from small to large\n")
        .containsPattern("the new model, cross-validated +0\\.[5-9]\\d\\d \\(")
        .containsPattern("the prompt's length +0\\.\\d{3} \\(")
        .contains("wanted: at least 0.95 of the quality of always-strong\n")
        .containsPattern("quality kept +(0\\.9[5-9]\\d\\d|1\\.0000) \\(")
        .contains("where the catalog's quality of small is 0.5000 (as recorded: write it there)\n")
        .endsWith("model.bin is written\n");
    var model = ComplexityModel.read(Files.readAllBytes(output()));
    assertThat(model.provenance().rows()).isEqualTo(120);
    assertThat(model.provenance().date()).isEqualTo("1970-01-01");
    assertThat(model.provenance().command()).startsWith("plugin-runner train - --calibrate-for ");
    assertThat(model.provenance().figures())
        .first()
        .asString()
        .startsWith("the new model, cross-validated: APGR 0.");
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".new"));
    }
  }

  @Test
  void theFiguresAreWrittenAsJson() throws IOException {
    var json = folder.resolve("figures.json");

    train(GOLDEN, "--json", json.toString(), "--calibrate-for", "cost=0.5");

    var read = new JsonMapper().readTree(Files.readString(json));
    assertThat(read.path("wanted").stringValue()).isEqualTo("cost=0.5");
    assertThat(read.at("/cost_of_strong/value").doubleValue()).isLessThanOrEqualTo(0.5);
    assertThat(read.path("quality_bar").doubleValue()).isBetween(0.0, 1.0);
    assertThat(read.at("/ranked_by/the prompt's length/apgr/value").isNumber()).isTrue();
  }

  @Test
  void theSameInputGivesTheSameModel() throws IOException {
    train(GOLDEN);
    var first = Files.readAllBytes(output());

    train(GOLDEN);

    assertThat(Files.readAllBytes(output())).isEqualTo(first);
  }

  @Test
  void anEarlierModelIsMeasuredBeside() throws IOException {
    train(GOLDEN);
    var earlier = Files.copy(output(), folder.resolve("earlier.bin"));

    assertThat(train(GOLDEN, "--base", earlier.toString()).out()).contains("the model " + earlier);
  }

  @Test
  void idealTiersAreEnoughToLearnFrom() {
    var tiers = GOLDEN.replaceAll("\"quality\": \\{\"small\": (\\d).*?}", "\"tier\": \"t$1\"");
    var labelled = tiers.replace("\"t1\"", "\"fast\"").replace("\"t0\"", "\"smart\"");

    var run = train(labelled);

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("120 cases, 0 left out");
  }

  @Test
  void eachPromptIsEmbeddedOnce() {
    var embeddings = new SmallEmbeddings();

    train(embeddings, GOLDEN);

    assertThat(embeddings.calls()).isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--calibrate-for | speed=1     | --calibrate-for must be quality=SHARE or cost=SHARE",
        "--calibrate-for | quality     | --calibrate-for must be quality=SHARE or cost=SHARE",
        "--calibrate-for | quality=1.5 | --calibrate-for must be quality=SHARE or cost=SHARE",
        "--folds         | 1           | --folds must be in 2 to 20, but was 1",
        "--strong        | small       | - has qualities of one target alone, small",
        "--base          | /nowhere    | /nowhere can't be read",
        "--base          | default     | --base must be a model for small, but was for "
      })
  void wrongUsageIsToldAndNothingIsWritten(String option, String value, String message) {
    var run = train(GOLDEN, option, value);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(output()).doesNotExist();
  }

  @Test
  void tooFewCasesAreTold() {
    var run = train(golden(50, "\"quality\": {\"small\": %d, \"large\": 1}"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .containsPattern(
            "- has 50 cases to learn from, which leaves \\d\\d for a fold: at least 50");
  }

  @Test
  void linesThatAreNotValidAreTold() {
    var run = train(GOLDEN + "{\"prompt\": \"x\"}");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("-:121: tier must be there, or quality");
    assertThat(output()).doesNotExist();
  }

  private static String golden(int cases, String quality) {
    return IntStream.range(0, cases)
        .mapToObj(i ->
            "{\"prompt\": \"%s\", %s}\n"
                .formatted(
                    i % 2 == 0 ? "add up %d and %d".formatted(i, i + 7) : "say hello to guest " + i,
                    quality.formatted(i % 2)))
        .collect(Collectors.joining());
  }

  private Path output() {
    return folder.resolve("model.bin");
  }

  private CommandRun train(String golden, String... options) {
    return train(new SmallEmbeddings(), golden, options);
  }

  private CommandRun train(EmbeddingModel embeddings, String golden, String... options) {
    var catalog = CommandRun.write(folder.resolve("catalog.yaml"), CommandRun.CATALOG);
    var arguments =
        new ArrayList<>(
            List.of("-", "--catalog", catalog.toString(), "--output", output().toString()));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--base")) {
      arguments.addAll(List.of("--base", "none"));
    }
    arguments.addAll(List.of("--resamples", "100"));
    return CommandRun.run(
        console -> new TrainCommand(console, embeddings, new FakeTokenCounter()),
        folder,
        golden,
        arguments);
  }
}
