package io.sluice.runner.admin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
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
public final class QuotaCommand {

  private static final String QUOTAS = "/admin/v1/quotas";

  private final PrintWriter out;
  private final PrintWriter err;
  private final InputStream in;
  private final Optional<String> environmentToken;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      defaultValue = "http://127.0.0.1:9381",
      description = "the runner's management address (default: ${DEFAULT-VALUE})")
  private String url = "";

  @Option(
      names = "--token-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "a file with the token")
  private @Nullable Path tokenFile;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "print the runner's answer as it is")
  private boolean asJson;

  /** What was typed, for messages on wrong usage. */
  @Spec private @Nullable CommandSpec spec;

  /**
   * @param in read for the file {@code -}
   * @param environmentToken what SLUICE_ADMIN_TOKEN says
   */
  public QuotaCommand(
      PrintWriter out, PrintWriter err, InputStream in, Optional<String> environmentToken) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.environmentToken = environmentToken;
  }

  @Command(name = "list", description = "Lists the budgets in force.")
  int list() {
    return call(client -> client.get(QUOTAS), this::printBudgets);
  }

  @Command(name = "get", description = "Prints a budget, such as set takes it.")
  int get(@Parameters(paramLabel = "NAME") String name) {
    return call(
        client -> client.get(path(name)),
        answer -> out.println(answer.path("budget").toPrettyString()));
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
        answer -> out.println(name + " is set"));
  }

  @Command(name = "delete", description = "Removes a budget, or what overrides quotas.yaml's.")
  int delete(@Parameters(paramLabel = "NAME") String name) {
    return call(
        client -> client.delete(path(name)),
        answer ->
            out.println(
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

  private interface Call {
    AdminClient.Answer send(AdminClient client) throws IOException, InterruptedException;
  }

  private interface Print {
    void print(JsonNode answer);
  }

  private int call(Call call, Print print) {
    var client = new AdminClient(url, token());
    try {
      var answer = call.send(client);
      if (!answer.isOk()) {
        return refused(answer);
      }
      if (!asJson) {
        print.print(answer.json());
      } else if (!answer.json().isMissingNode()) {
        out.println(answer.json().toPrettyString());
      }
      out.flush();
      return 0;
    } catch (IOException e) {
      return failed("no answer from %s: %s".formatted(url, e));
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--url is no address: " + url);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private int refused(AdminClient.Answer answer) {
    var error = answer.json().path("error");
    var problems = error.path("problems");
    if (asJson && error.isObject()) {
      err.println(answer.json().toPrettyString());
      err.flush();
      return 1;
    }
    if (problems.isEmpty()) {
      return failed(error.path("message").stringValue("status " + answer.status()));
    }
    failed("the budget is not valid");
    for (var problem : problems) {
      var key = problem.path("key").stringValue("");
      err.printf(
          "  %s must be %s, but was %s%n",
          key.isEmpty() ? "it" : key,
          problem.path("rule").stringValue(""),
          problem.path("value").stringValue(""));
    }
    err.flush();
    return 1;
  }

  private int failed(String message) {
    err.println("error: " + message);
    err.flush();
    return 1;
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
    table.print(out);
    answer
        .path("not_in_force")
        .properties()
        .forEach(entry -> out.println("not in force: " + text(entry.getValue())));
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
    table.print(out);
    if (answer.path("truncated").booleanValue(false)) {
      out.println("there may be more: see --limit");
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
      var text =
          file.equals("-")
              ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(file));
      Object budget = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      if (budget instanceof Map<?, ?>) {
        return AdminClient.JSON.valueToTree(budget);
      }
      throw wrongUsage(file + " is no budget");
    } catch (IOException e) {
      throw wrongUsage(file + " can't be read: " + e);
    } catch (YAMLException e) {
      throw wrongUsage(file + " is no YAML: " + e.getMessage());
    }
  }

  private String token() {
    if (tokenFile == null) {
      return environmentToken
          .filter(token -> !token.isBlank())
          .orElseThrow(() -> wrongUsage("set SLUICE_ADMIN_TOKEN, or name a --token-file"))
          .strip();
    }
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw wrongUsage(tokenFile + " can't be read: " + e);
    }
  }

  private ParameterException wrongUsage(String message) {
    if (spec == null) {
      throw new IllegalStateException("run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }

  private static String path(String name) {
    return QUOTAS + "/" + encoded(name);
  }

  private static String encoded(Map<String, @Nullable Object> query) {
    var given =
        query.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + "=" + encoded(String.valueOf(entry.getValue())))
            .collect(Collectors.joining("&"));
    return given.isEmpty() ? "" : "?" + given;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
