package io.sluice.runner.evaluation;

import io.sluice.exchange.Catalog;
import io.sluice.exchange.Target;
import io.sluice.router.evaluation.Baselines;
import io.sluice.router.evaluation.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of what a golden set says and costs. */
final class GoldenOptions {

  @Parameters(
      paramLabel = "FILE",
      description =
          "the golden set: lines of {\"prompt\", \"tier\" or \"quality\"}; - for the input")
  String file = "-";

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "tiers, targets and prices (default: SLUICE_CATALOG, or the runner's)")
  @Nullable Path catalog;

  @Option(
      names = "--map",
      paramLabel = "NAME=TARGET",
      description = "the target or tier that the golden set means by a model's name; several times")
  Map<String, String> mapped = new LinkedHashMap<>();

  @Option(
      names = "--cheap",
      paramLabel = "TARGET",
      description = "of always-cheap (default: the cheapest tier's first with recorded qualities)")
  @Nullable String cheap;

  @Option(
      names = "--strong",
      paramLabel = "TARGET",
      description = "of always-strong (default: the dearest tier's first with recorded qualities)")
  @Nullable String strong;

  @Option(
      names = "--completion-tokens",
      paramLabel = "N",
      defaultValue = "256",
      description = "of an answer of which nothing is known (default: ${DEFAULT-VALUE})")
  long completionTokens;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      defaultValue = "1000",
      description = "of the bootstrap, for intervals (default: ${DEFAULT-VALUE})")
  int resamples;

  @Option(names = "--seed", paramLabel = "N", description = "of the bootstrap")
  long seed = Bootstrap.STANDARD.seed();

  Catalog catalog(Console console) throws IOException {
    var environment = System.getenv("SLUICE_CATALOG");
    var path =
        catalog != null
            ? catalog
            : environment != null
                ? Path.of(environment)
                : console.home().resolve("apisix-conf").resolve("catalog.yaml");
    return Catalog.parse(console.content(path.toString()));
  }

  Bootstrap bootstrap() {
    return new Bootstrap(resamples, seed, Bootstrap.STANDARD.level());
  }

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  Baselines baselines(Catalog catalog, GoldenSet golden) {
    var found = Baselines.of(catalog, golden.cases());
    return new Baselines(
        target(catalog, "--cheap", cheap, found.cheap()),
        target(catalog, "--strong", strong, found.strong()));
  }

  private static Target target(
      Catalog catalog, String option, @Nullable String name, Target otherwise) {
    return name == null
        ? otherwise
        : catalog
            .target(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s must be a target of the catalog, but was \"%s\"".formatted(option, name)));
  }
}
