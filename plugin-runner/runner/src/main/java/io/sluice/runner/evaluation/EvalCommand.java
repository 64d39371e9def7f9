package io.sluice.runner.evaluation;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.InvalidConfigException;
import io.sluice.exchange.TokenCounter;
import io.sluice.router.evaluation.Comparison;
import io.sluice.router.evaluation.Decider;
import io.sluice.router.evaluation.Evaluation;
import io.sluice.router.evaluation.Judge;
import io.sluice.router.evaluation.LastDecision;
import io.sluice.router.evaluation.Outcome;
import io.sluice.router.evaluation.RouteDecider;
import io.sluice.runner.check.RouteBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code eval}: what a route's configuration would do, on a golden set. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a route's ai-semantic-router over a golden set, and prints what its decisions cost and"
          + " are worth. Needs no runner."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:done",
      "1:a --fail-under or --fail-over did not hold, or a model failed",
      "2:wrong usage, or a file that is not valid"
    })
public final class EvalCommand implements Callable<Integer> {

  private static final String PLUGIN = "ai-semantic-router";

  private final Console console;
  private final Routers routers;
  private final TokenCounter tokens;

  @Mixin private GoldenOptions golden = new GoldenOptions();

  @Option(names = "--route", paramLabel = "ID", description = "of the file of routes")
  private @Nullable String route;

  @Option(
      names = "--routes",
      paramLabel = "FILE",
      description = "an APISIX standalone apisix.yaml (default: the runner's)")
  private @Nullable Path routes;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the plugin's configuration as JSON, instead of a route")
  private @Nullable Path config;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write all figures and outcomes there; - for the output, without the table")
  private @Nullable String json;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "what an earlier eval --json wrote: prints the paired differences")
  private @Nullable Path compare;

  @Option(
      names = "--fail-under",
      paramLabel = "METRIC=VALUE",
      description = "fail where a metric is less, such as quality_kept.low=0.95; several times")
  private List<String> failUnder = new ArrayList<>();

  @Option(
      names = "--fail-over",
      paramLabel = "METRIC=VALUE",
      description = "fail where a metric is more, such as regret=0.02; several times")
  private List<String> failOver = new ArrayList<>();

  /** What was typed, for messages on wrong usage. */
  @Spec private @Nullable CommandSpec spec;

  /**
   * @param routers makes the router that decides
   * @param tokens counts what a prompt costs
   */
  public EvalCommand(Console console, Routers routers, TokenCounter tokens) {
    this.console = console;
    this.routers = routers;
    this.tokens = tokens;
  }

  @Override
  public Integer call() {
    try {
      return evaluate();
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

  private int evaluate() throws IOException {
    var gates = gates();
    var before = compare == null ? Optional.<List<Outcome>>empty() : Optional.of(earlier(compare));
    var bootstrap = golden.bootstrap();
    var catalog = golden.catalog(console);
    var set =
        GoldenSet.read(
            golden.file, console.content(golden.file), new TargetNames(catalog, golden.mapped));
    if (!set.problems().isEmpty()) {
      console.failed(golden.file + " has lines that are not valid", set.problems());
      return 2;
    }
    if (set.cases().isEmpty()) {
      throw new IllegalArgumentException(golden.file + " has no cases");
    }
    var baselines = golden.baselines(catalog, set);
    var decisions = new LastDecision();
    var decider =
        new RouteDecider(
            Routers.prepare(routers.of(catalog, decisions), configuration()), decisions);
    var attempts = new int[1];
    var outcomes =
        outcomes(
            set, decider, new Judge(catalog, baselines, tokens, golden.completionTokens), attempts);
    var evaluation = new Evaluation(catalog.tiers(), outcomes);
    var result =
        new EvalResult(
            golden.file,
            config != null ? config.toString() : "route " + (route == null ? "of the file" : route),
            catalog,
            baselines,
            bootstrap,
            evaluation,
            set.cases().stream().filter(one -> one.tier().isPresent()).count(),
            attempts[0],
            evaluation.estimates(bootstrap),
            before.map(first -> Comparison.of(catalog.tiers(), first, outcomes, bootstrap)),
            gates);
    write(result);
    var failures = result.failures();
    failures.forEach(failure -> console.failed(failure, List.of()));
    return failures.isEmpty() ? 0 : 1;
  }

  private List<Gate> gates() {
    var gates = new ArrayList<Gate>();
    failUnder.forEach(text -> gates.add(Gate.parse(text, true)));
    failOver.forEach(text -> gates.add(Gate.parse(text, false)));
    return gates;
  }

  private List<Outcome> earlier(Path file) throws IOException {
    var text = console.content(file.toString());
    try {
      return EvalJson.outcomes(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " " + e.getMessage(), e);
    }
  }

  private String configuration() throws IOException {
    if (config != null) {
      if (route != null || routes != null) {
        throw new IllegalArgumentException("--config stands alone, without a route");
      }
      return console.content(config.toString());
    }
    var file =
        routes != null ? routes : console.home().resolve("apisix-conf").resolve("apisix.yaml");
    return RouteBlock.find(console.content(file.toString()), PLUGIN, Optional.ofNullable(route));
  }

  /** One after the other, as a conversation would be: what a router remembers is in its order. */
  private List<Outcome> outcomes(GoldenSet set, Decider decider, Judge judge, int[] attempts) {
    var progress = console.progress("decided", set.cases().size());
    var outcomes = new ArrayList<Outcome>();
    for (var one : set.cases()) {
      var decided = decider.decide(one.exchange(route == null ? "eval" : route));
      attempts[0] += decided.firstAttempt() ? 1 : 0;
      outcomes.add(judge.judge(one, decided));
      progress.done(outcomes.size());
    }
    return outcomes;
  }

  private void write(EvalResult result) throws IOException {
    if ("-".equals(json)) {
      console.out().println(EvalJson.write(result));
      console.out().flush();
      return;
    }
    new EvalTable(result).print(console.out());
    if (json != null) {
      try {
        Files.writeString(Path.of(json), EvalJson.write(result) + "\n");
      } catch (IOException e) {
        throw new IOException(json + " can't be written: " + e, e);
      }
    }
  }

  private ParameterException wrongUsage(String message) {
    if (spec == null) {
      throw new IllegalStateException("run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
