package io.sluice.runner.evaluation;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.EmbeddingModel;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.Quality;
import io.sluice.exchange.TokenCounter;
import io.sluice.router.ComplexityModels;
import io.sluice.router.complexity.ComplexityModel;
import io.sluice.router.complexity.ComplexityTraining;
import io.sluice.router.evaluation.Baselines;
import io.sluice.router.evaluation.Judge;
import io.sluice.router.evaluation.RoutingCurve;
import io.sluice.router.evaluation.Thresholds;
import io.sluice.router.evaluation.Thresholds.Goal;
import io.sluice.router.linear.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code train}: fits the complexity model to a golden set, and finds a threshold. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Fits the router's complexity model to a golden set, measures it by cross-validation, finds"
          + " the threshold for a goal, and writes the model. Needs no runner."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the model is written",
      "1:a model failed, or the file could not be written",
      "2:wrong usage, or a file that is not valid"
    })
public final class TrainCommand implements Callable<Integer> {

  private static final String NO_BASE = "none";

  private final Console console;
  private final EmbeddingModel embeddings;
  private final TokenCounter tokens;

  @Mixin private GoldenOptions golden = new GoldenOptions();

  @Option(
      names = "--output",
      paramLabel = "MODEL",
      required = true,
      description = "the file to write, such as one of the folder of models")
  private Path output = Path.of("");

  @Option(
      names = "--base",
      paramLabel = "MODEL",
      defaultValue = ComplexityModels.DEFAULT,
      description = {
        "measured beside the new one: default, a model's file, or none (default:"
            + " ${DEFAULT-VALUE}); flattered where it was trained on these cases"
      })
  private String base = ComplexityModels.DEFAULT;

  @Option(
      names = "--calibrate-for",
      paramLabel = "GOAL",
      defaultValue = "quality=0.95",
      description = {
        "quality=SHARE of always-strong at least, or cost=SHARE at most (default:"
            + " ${DEFAULT-VALUE})"
      })
  private String goal = "";

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "of the cross-validation, 2 to 20 (default: ${DEFAULT-VALUE})")
  private int folds;

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures there")
  private @Nullable Path json;

  /** What was typed, for messages on wrong usage. */
  @Spec private @Nullable CommandSpec spec;

  /**
   * @param embeddings of the prompts
   * @param tokens counts what a prompt costs
   */
  public TrainCommand(Console console, EmbeddingModel embeddings, TokenCounter tokens) {
    this.console = console;
    this.embeddings = new RememberedEmbeddings(embeddings);
    this.tokens = tokens;
  }

  @Override
  public Integer call() {
    try {
      return train();
    } catch (IOException | IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    } catch (InvalidConfigException e) {
      console.failed(String.valueOf(e.getMessage()), List.of());
      return 2;
    } catch (DependencyException e) {
      console.failed(String.valueOf(e.getMessage()), List.of());
      return 1;
    }
  }

  private int train() throws IOException {
    var wanted = goal();
    if (folds < 2 || folds > 20) {
      throw new IllegalArgumentException("--folds must be in 2 to 20, but was " + folds);
    }
    var catalog = golden.catalog(console);
    var set =
        GoldenSet.read(
            golden.file, console.content(golden.file), new TargetNames(catalog, golden.mapped));
    if (!set.problems().isEmpty()) {
      console.failed(golden.file + " has lines that are not valid", set.problems());
      return 2;
    }
    var baselines = golden.baselines(catalog, set);
    if (baselines.cheap().equals(baselines.strong())) {
      throw new IllegalArgumentException(
          "%s has qualities of one target alone, %s"
              .formatted(golden.file, baselines.cheap().name()));
    }
    var training =
        TrainingSet.of(set, new Judge(catalog, baselines, tokens, golden.completionTokens));
    var validation = new CrossValidation(folds, embeddings);
    int smallest = validation.smallest(training.examples());
    if (smallest < ComplexityTraining.FEWEST) {
      throw new IllegalArgumentException(
          "%s has %d cases to learn from, which leaves %d for a fold: at least %d are needed"
              .formatted(golden.file, training.rows().size(), smallest, ComplexityTraining.FEWEST));
    }
    var earlier = earlier();
    for (var model : earlier) {
      if (!model.embedding().equals(embeddings.id())) {
        throw new IllegalArgumentException(
            "--base must be a model for %s, but was for %s: name another or none"
                .formatted(embeddings.id(), model.embedding()));
      }
    }
    embed(training);
    var result = measure(training, validation, baselines, earlier, wanted);
    result.print(console.out());
    write(training, result);
    return 0;
  }

  private Goal goal() {
    var parts = goal.split("=", 2);
    try {
      return new Goal(
          Goal.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
          Double.parseDouble(parts.length < 2 ? "" : parts[1]));
    } catch (IllegalArgumentException | InvalidConfigException e) {
      throw new IllegalArgumentException(
          "--calibrate-for must be quality=SHARE or cost=SHARE with a share in (0, 1], but was \""
              + goal
              + "\"",
          e);
    }
  }

  /** Returns the model to compare with; none where there is none. */
  private List<ComplexityModel> earlier() throws IOException {
    if (base.equals(NO_BASE)) {
      return List.of();
    }
    if (base.equals(ComplexityModels.DEFAULT)) {
      return List.of(ComplexityModel.packaged());
    }
    try {
      return List.of(ComplexityModel.read(Files.readAllBytes(Path.of(base))));
    } catch (IOException e) {
      throw new IOException(base + " can't be read: " + e, e);
    }
  }

  private void embed(TrainingSet training) {
    var progress = console.progress("embedded", training.rows().size());
    int done = 0;
    for (var example : training.examples()) {
      embeddings.embed(example.prompt());
      progress.done(++done);
    }
  }

  private TrainResult measure(
      TrainingSet training,
      CrossValidation validation,
      Baselines baselines,
      List<ComplexityModel> earlier,
      Goal wanted) {
    var examples = training.examples();
    var folded = console.progress("folds", folds);
    var scores = validation.scores(examples, folded::done);
    var rankings = new LinkedHashMap<String, TrainResult.Ranking>();
    rankings.put("the new model, cross-validated", ranking(training, scores));
    for (var model : earlier) {
      rankings.put(
          "the model " + base,
          ranking(
              training,
              examples.stream()
                  .mapToDouble(one -> model.of(one.prompt(), embeddings.embed(one.prompt())).hard())
                  .toArray()));
    }
    rankings.put(
        "the prompt's length",
        ranking(training, examples.stream().mapToDouble(one -> one.prompt().length()).toArray()));
    var rows = new ArrayList<Thresholds.Row>();
    for (int i = 0; i < scores.length; i++) {
      var row = training.rows().get(i);
      rows.add(
          new Thresholds.Row(
              scores[i],
              row.example().cheapQuality(),
              row.example().strongQuality(),
              row.cheapCost(),
              row.strongCost()));
    }
    var known = baselines.cheap().profile().quality().map(Quality::overall);
    return new TrainResult(
        examples.size(),
        training.leftOut(),
        folds,
        baselines,
        rankings,
        wanted,
        new Thresholds(rows).choose(wanted, golden.bootstrap()),
        mean(rows, row -> Math.max(0, row.strongQuality() - row.cheapQuality())),
        known.orElseGet(() -> mean(rows, Thresholds.Row::cheapQuality)),
        known.isPresent());
  }

  private TrainResult.Ranking ranking(TrainingSet training, double[] scores) {
    var examples = training.examples();
    return TrainResult.Ranking.of(
        new RoutingCurve(
            scores,
            examples.stream().mapToDouble(one -> one.cheapQuality()).toArray(),
            examples.stream().mapToDouble(one -> one.strongQuality()).toArray()),
        golden.bootstrap());
  }

  /** Away from 0 and 1, as the model's own. */
  private static double mean(List<Thresholds.Row> rows, ToDoubleFunction<Thresholds.Row> value) {
    return Math.clamp(rows.stream().mapToDouble(value).average().orElse(0), 0.01, 0.99);
  }

  /** Whoever watches the file sees the old one or the new one, never a part. */
  private void write(TrainingSet training, TrainResult result) throws IOException {
    var model =
        ComplexityTraining.fit(
            training.examples(),
            embeddings,
            new Provenance(
                "plugin-runner train %s --calibrate-for %s".formatted(golden.file, goal),
                LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC).toString(),
                List.of(golden.file),
                training.rows().size(),
                result.figures()));
    try {
      var beside = output.resolveSibling("." + output.getFileName() + ".new");
      Files.write(beside, model.write());
      Files.move(beside, output, StandardCopyOption.ATOMIC_MOVE);
      if (json != null) {
        Files.writeString(json, result.json() + "\n");
      }
    } catch (IOException e) {
      throw new DependencyException("files", "write " + output, e);
    }
    console.out().printf("%s is written%n", output);
    console.out().flush();
  }

  private ParameterException wrongUsage(String message) {
    if (spec == null) {
      throw new IllegalStateException("run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
