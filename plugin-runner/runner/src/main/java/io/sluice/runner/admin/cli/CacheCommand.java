package io.sluice.runner.admin.cli;

import io.sluice.cache.calibration.Calibration;
import io.sluice.cache.calibration.LabelledPair;
import io.sluice.cache.calibration.RouteCurve;
import io.sluice.onnx.EmbeddingConfig;
import io.sluice.onnx.OnnxEmbeddingModel;
import io.sluice.runner.cache.PairsFile;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The command {@code cache}: looks at and deletes stored answers, and finds a threshold. */
@Command(
    name = "cache",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at and deletes the stored answers of a running runner.",
    footerHeading = "Environment:%n",
    footer = "  SLUICE_ADMIN_TOKEN  the token, unless --token-file has it",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:done", "1:refused, not found, or no runner", "2:wrong usage"})
public final class CacheCommand extends RunnerCommand {

  private static final String ENTRIES = "/admin/v1/cache/entries";

  /** Characters of a question that a table shows. */
  private static final int SHOWN = 60;

  /** Measures labelled pairs. */
  interface Measure {
    List<RouteCurve> of(List<LabelledPair> pairs, double mostFalseHits);
  }

  private final Measure measure;

  /**
   * @param in read for the file {@code -}
   * @param environmentToken what SLUICE_ADMIN_TOKEN says
   */
  public CacheCommand(
      PrintWriter out, PrintWriter err, InputStream in, Optional<String> environmentToken) {
    this(out, err, in, environmentToken, CacheCommand::measured);
  }

  CacheCommand(
      PrintWriter out,
      PrintWriter err,
      InputStream in,
      Optional<String> environmentToken,
      Measure measure) {
    super(out, err, in, environmentToken);
    this.measure = measure;
  }

  private static List<RouteCurve> measured(List<LabelledPair> pairs, double mostFalseHits) {
    try (var model = OnnxEmbeddingModel.packagedBgeSmall(EmbeddingConfig.bgeSmall())) {
      return new Calibration(model, mostFalseHits).of(pairs);
    }
  }

  @Override
  String subject() {
    return "the call";
  }

  @Command(name = "list", description = "Lists stored answers, by their ids.")
  int list(
      @Mixin EntryOptions entries,
      @Option(names = "--limit", description = "of lines, at most 1000") @Nullable Integer limit,
      @Option(names = "--after", paramLabel = "ID", description = "the last one that was listed")
          @Nullable String after) {
    var query = entries.query();
    query.put("limit", limit);
    query.put("after", after);
    return call(client -> client.get(ENTRIES + encoded(query)), this::printEntries);
  }

  @Command(name = "show", description = "Prints a stored answer.")
  int show(@Parameters(paramLabel = "ID") String id) {
    return call(client -> client.get(path(id)), this::printWhole);
  }

  @Command(name = "explain", description = "Tells why a request would hit or miss.")
  int explain(
      @Option(names = "--route", required = true) String route,
      @Option(names = "--consumer") @Nullable String consumer,
      @Option(names = "--department") @Nullable String department,
      @Option(names = "--path", description = "of the request") @Nullable String path,
      @Option(names = "--target", description = "that was chosen before the cache's turn")
          @Nullable String target,
      @Option(names = "--header", paramLabel = "NAME=VALUE") @Nullable Map<String, String> headers,
      @Parameters(paramLabel = "FILE", description = "the request's body; - for the input")
          String file) {
    var call = new LinkedHashMap<String, @Nullable Object>();
    call.put("route", route);
    call.put("consumer", consumer);
    call.put("department", department);
    call.put("path", path);
    call.put("target", target);
    call.put("headers", headers);
    call.put("body", json(file));
    call.values().removeIf(value -> value == null);
    var json = AdminClient.JSON.writeValueAsString(call);
    return call(client -> client.post("/admin/v1/cache/explain", json), this::printExplained);
  }

  @Command(
      name = "delete",
      description = "Deletes an entry, or those that the options pick; several with --yes only.")
  int delete(
      @Parameters(paramLabel = "ID", arity = "0..1") @Nullable String id,
      @Mixin EntryOptions entries,
      @Option(names = "--all", description = "every entry") boolean all,
      @Option(names = "--dry-run", description = "only count them") boolean dryRun,
      @Option(names = "--yes", description = "also if they are several") boolean yes) {
    if (id != null) {
      if (all || dryRun || !entries.isEmpty()) {
        throw wrongUsage("an ID stands alone");
      }
      return call(client -> client.delete(path(id)), answer -> out().println(id + " is deleted"));
    }
    if (all != entries.isEmpty()) {
      throw wrongUsage("name an ID, options that pick entries, or --all");
    }
    var query = entries.query();
    query.put("all", all ? "true" : null);
    return dryRun || yes ? delete(query, dryRun) : deleteOne(query);
  }

  private int delete(Map<String, @Nullable Object> query, boolean dryRun) {
    query.put("dry_run", Boolean.toString(dryRun));
    return call(client -> client.delete(ENTRIES + encoded(query)), this::printDeleted);
  }

  /** Without --yes: counts, and deletes one. */
  private int deleteOne(Map<String, @Nullable Object> query) {
    query.put("dry_run", "true");
    var several = new boolean[1];
    int status =
        call(
            client -> {
              var counted = client.delete(ENTRIES + encoded(query));
              several[0] = counted.isOk() && counted.json().path("entries").asLong(0) > 1;
              if (!counted.isOk() || several[0]) {
                return counted;
              }
              query.put("dry_run", "false");
              return client.delete(ENTRIES + encoded(query));
            },
            this::printDeleted);
    return several[0] ? failed("several entries are deleted with --yes only") : status;
  }

  @Command(
      name = "calibrate",
      description = {
        "Plays labelled pairs of questions, and recommends each route's similarity_threshold.",
        "Needs no runner."
      })
  int calibrate(
      @Option(
              names = "--max-false-hits",
              paramLabel = "SHARE",
              defaultValue = "0.01",
              description = "of all questions asked (default: ${DEFAULT-VALUE})")
          double mostFalseHits,
      @Parameters(
              paramLabel = "FILE",
              description = "lines of {\"stored\", \"asked\", \"same\"}; - for the input")
          String file) {
    if (!(mostFalseHits > 0 && mostFalseHits < 1)) {
      throw wrongUsage("--max-false-hits must be in (0, 1), but was " + mostFalseHits);
    }
    var read = PairsFile.read(content(file));
    if (!read.problems().isEmpty()) {
      failed(file + " has lines that are not valid", read.problems());
      return 2;
    }
    if (read.pairs().isEmpty()) {
      throw wrongUsage(file + " has no pairs");
    }
    var report = new CalibrationReport(measure.of(read.pairs(), mostFalseHits), mostFalseHits);
    if (asJson()) {
      out().println(report.json());
    } else {
      report.print(out());
    }
    out().flush();
    return 0;
  }

  private JsonNode json(String file) {
    try {
      var body = AdminClient.JSON.readTree(content(file));
      if (body.isObject()) {
        return body;
      }
    } catch (JacksonException e) {
      // As what is JSON and no object.
    }
    throw wrongUsage(file + " is no JSON object");
  }

  private void printEntries(JsonNode answer) {
    var table = new Table("ID", "CACHE", "CONSUMER", "DEPARTMENT", "AGE", "EXPIRES", "QUESTION");
    for (var entry : answer.path("entries")) {
      table.add(
          text(entry, "id"),
          text(entry, "cache"),
          text(entry, "consumer"),
          text(entry, "department"),
          entry.path("age").asLong(0) + " s",
          text(entry, "expires"),
          shortened(text(entry, "question")));
    }
    table.print(out());
    var next = text(answer, "next");
    if (!next.isEmpty()) {
      out().println("there may be more: --after " + next);
    }
  }

  private void printWhole(JsonNode answer) {
    answer
        .path("entry")
        .properties()
        .forEach(field -> out().printf("%-14s %s%n", field.getKey(), plain(field.getValue())));
    var stored = answer.path("answer");
    if (!stored.isObject()) {
      out().println("the answer can't be read");
      return;
    }
    out().printf("%-14s %s%n", "model", text(stored, "model"));
    out().printf("%-14s %s%n", "tokens", plain(stored.path("usage").path("total_tokens")));
    out().println();
    out().println(text(stored, "text"));
  }

  private void printExplained(JsonNode answer) {
    out().println(text(answer, "outcome"));
    out().printf("partition %s%n", plain(answer.path("partition")));
    out().printf("id %s%n", plain(answer.path("id")));
    var table = new Table("ID", "SIMILARITY", "PHRASINGS", "GUARD", "QUESTION");
    for (var near : answer.path("near")) {
      table.add(
          text(near.path("entry"), "id"),
          "%.3f".formatted(near.path("similarity").asDouble(0)),
          plain(near.path("phrasings")),
          text(near, "verdict"),
          shortened(text(near.path("entry"), "question")));
    }
    table.print(out());
  }

  private void printDeleted(JsonNode answer) {
    long entries = answer.path("entries").asLong(0);
    boolean dryRun = answer.path("dry_run").booleanValue(false);
    out()
        .println(
            "%d %s %s"
                .formatted(
                    entries,
                    entries == 1 ? "entry" : "entries",
                    dryRun ? "would be deleted" : "deleted"));
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).stringValue("");
  }

  private static String plain(JsonNode value) {
    return value.isString() ? value.stringValue() : value.isNull() ? "-" : value.toString();
  }

  private static String shortened(String question) {
    var line = question.replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
  }

  private static String path(String id) {
    return ENTRIES + "/" + encoded(id);
  }
}
