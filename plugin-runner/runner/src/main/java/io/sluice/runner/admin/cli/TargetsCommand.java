package io.sluice.runner.admin.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** The command {@code targets}: looks at and forces the targets of a running runner. */
@Command(
    name = "targets",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows which targets are in rotation, takes them out or keeps them in.",
    footerHeading = "Environment:%n",
    footer = "  SLUICE_ADMIN_TOKEN  the token, unless --token-file has it",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:done", "1:refused, not found, or no runner", "2:wrong usage"})
public final class TargetsCommand extends RunnerCommand {

  private static final String TARGETS = "/admin/v1/targets";

  /**
   * @param in not read
   * @param environmentToken what SLUICE_ADMIN_TOKEN says
   */
  public TargetsCommand(
      PrintWriter out, PrintWriter err, InputStream in, Optional<String> environmentToken) {
    super(out, err, in, environmentToken);
  }

  @Override
  String subject() {
    return "the state";
  }

  @Command(name = "list", description = "Lists the targets of the catalog.")
  int list() {
    return call(client -> client.get(TARGETS), this::print);
  }

  @Command(name = "force", description = "Takes a target out, or keeps it in, or neither.")
  int force(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(
              paramLabel = "STATE",
              description = "forced_open: out; forced_closed: in; automatic: its answers decide")
          String state) {
    var body = AdminClient.JSON.valueToTree(Map.of("state", state)).toString();
    return call(
        client -> client.put("%s/%s/state".formatted(TARGETS, encoded(name)), body),
        answer -> out().println("%s is %s".formatted(name, answer.path("state").asString(""))));
  }

  private void print(JsonNode answer) {
    var table =
        new Table(
            "NAME",
            "TIER",
            "MODEL",
            "STATE",
            "SINCE",
            "CALLS",
            "FAILED",
            "SLOW",
            "FIRST TOKEN",
            "PER TOKEN");
    for (var target : answer.path("targets")) {
      var window = target.path("window");
      var latency = target.path("latency");
      table.add(
          target.path("name").asString(""),
          target.path("tier").asString(""),
          target.path("model").asString(""),
          target.path("state").asString(""),
          target.path("since").asString(""),
          window.path("calls").asString(""),
          window.path("failed").asString(""),
          window.path("slow").asString(""),
          millis(latency.path("first_token_ms")),
          millis(latency.path("per_token_ms")));
    }
    table.print(out());
  }

  private static String millis(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() + " ms" : "-";
  }
}
