package io.sluice.runner.admin.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** The command {@code quota}: looks at and changes the budgets of a running runner. */
@Command(
    name = "quota",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at and changes the budgets of a running runner.",
    footerHeading = "Environment:%n",
    footer = "  SLUICE_ADMIN_TOKEN  the token, unless --token-file has it",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:done", "1:refused, not found, or no runner", "2:wrong usage"})
public final class QuotaCommand extends RunnerCommand {

  private static final String QUOTAS = "/admin/v1/quotas";

  /**
   * @param in read for the file {@code -}
   * @param environmentToken what SLUICE_ADMIN_TOKEN says
   */
  public QuotaCommand(
      PrintWriter out, PrintWriter err, InputStream in, Optional<String> environmentToken) {
    super(out, err, in, environmentToken);
  }

  @Override
  String subject() {
    return "the budget";
  }

  @Command(name = "list", description = "Lists the budgets in force.")
  int list() {
    return call(client -> client.get(QUOTAS), this::printBudgets);
  }

  @Command(name = "get", description = "Prints a budget, such as set takes it.")
  int get(@Parameters(paramLabel = "NAME") String name) {
    return call(
        client -> client.get(path(name)),
        answer -> out().println(answer.path("budget").toPrettyString()));
  }

  @Command(name = "set", description = "Sets a budget, or overrides one of quotas.yaml.")
  int set(
      @Parameters(paramLabel = "FILE", description = "a budget in YAML or JSON; - for the input")
          String file) {
    var budget = read(file);
    var name = budget.path("name").stringValue("");
    if (name.isEmpty()) {
      throw wrongUsage(file + " has no name for the budget");
    }
    return call(
        client -> client.put(path(name), budget.toString()),
        answer -> out().println(name + " is set"));
  }

  @Command(name = "delete", description = "Removes a budget, or what overrides quotas.yaml's.")
  int delete(@Parameters(paramLabel = "NAME") String name) {
    return call(
        client -> client.delete(path(name)),
        answer ->
            out()
                .println(
                    answer.isMissingNode()
                        ? name + " is deleted"
                        : name + " is as in quotas.yaml again"));
  }

  @Command(name = "usage", description = "Shows how much of the budgets is used.")
  int usage(
      @Option(names = "--consumer") @Nullable String consumer,
      @Option(names = "--department") @Nullable String department,
      @Option(names = "--route") @Nullable String route,
      @Option(names = "--tier") @Nullable String tier,
      @Option(names = "--target") @Nullable String target,
      @Option(names = "--budget") @Nullable String budget,
      @Option(names = "--limit", description = "of lines") @Nullable Integer limit) {
    var query = new LinkedHashMap<String, @Nullable Object>();
    query.put("consumer", consumer);
    query.put("department", department);
    query.put("route", route);
    query.put("tier", tier);
    query.put("target", target);
    query.put("budget", budget);
    query.put("limit", limit);
    return call(client -> client.get("/admin/v1/usage" + encoded(query)), this::printUsage);
  }

  private void printBudgets(JsonNode answer) {
    var table =
        new Table(
            "NAME", "SOURCE", "COVERS", "PER", "UNIT", "LIMIT", "BURST", "WINDOW", "ON EXCEED");
    for (var entry : answer.path("budgets")) {
      var budget = entry.path("budget");
      table.add(
          text(budget.path("name")),
          text(entry.path("source")),
          names(budget.path("covers"), "everyone"),
          texts(budget.path("per"), "-"),
          text(budget.path("unit")),
          text(budget.path("limit")),
          text(budget.path("burst")),
          names(budget.path("window"), ""),
          text(budget.path("on_exceed")));
    }
    table.print(out());
    answer
        .path("not_in_force")
        .properties()
        .forEach(entry -> out().println("not in force: " + text(entry.getValue())));
  }

  private void printUsage(JsonNode answer) {
    var table =
        new Table(
            "BUDGET", "SUBJECT", "UNIT", "ALLOWED", "USED", "RESERVED", "REMAINING", "RESETS");
    for (var usage : answer.path("usage")) {
      table.add(
          text(usage.path("budget")),
          names(usage.path("subject"), "-"),
          text(usage.path("unit")),
          text(usage.path("allowed")),
          text(usage.path("used")),
          text(usage.path("reserved")),
          text(usage.path("remaining")),
          usage.path("resets_at").stringValue("-"));
    }
    table.print(out());
    if (answer.path("truncated").booleanValue(false)) {
      out().println("there may be more: see --limit");
    }
  }

  private static String names(JsonNode object, String none) {
    return object.isEmpty()
        ? none
        : object.properties().stream()
            .map(entry -> entry.getKey() + "=" + texts(entry.getValue(), ""))
            .collect(Collectors.joining(" "));
  }

  private static String texts(JsonNode value, String none) {
    if (!value.isArray()) {
      return text(value);
    }
    return value.isEmpty()
        ? none
        : value.valueStream().map(QuotaCommand::text).collect(Collectors.joining(","));
  }

  private static String text(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.stringValue("");
  }

  private JsonNode read(String file) {
    try {
      Object budget = new Yaml(new SafeConstructor(new LoaderOptions())).load(content(file));
      if (budget instanceof Map<?, ?>) {
        return AdminClient.JSON.valueToTree(budget);
      }
      throw wrongUsage(file + " is no budget");
    } catch (YAMLException e) {
      throw wrongUsage(file + " is no YAML: " + e.getMessage());
    }
  }

  private static String path(String name) {
    return QUOTAS + "/" + encoded(name);
  }
}
