package io.sluice.runner.admin.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The command {@code decision}: why a request went where it went. */
@Command(
    name = "decision",
    mixinStandardHelpOptions = true,
    description = "Shows why a request went where it went.",
    footerHeading = "Environment:%n",
    footer = "  SLUICE_ADMIN_TOKEN  the token, unless --token-file has it",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:done", "1:refused, not found, or no runner", "2:wrong usage"})
public final class DecisionCommand extends RunnerCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "the request's X-AI-Request-Id")
  private String id = "";

  /**
   * @param in not read
   * @param environmentToken what SLUICE_ADMIN_TOKEN says
   */
  public DecisionCommand(
      PrintWriter out, PrintWriter err, InputStream in, Optional<String> environmentToken) {
    super(out, err, in, environmentToken);
  }

  @Override
  String subject() {
    return "the call";
  }

  @Override
  public Integer call() {
    return call(client -> client.get("/admin/v1/decisions/" + encoded(id)), this::print);
  }

  private void print(JsonNode decision) {
    line("request", text(decision.path("request_id")));
    line("at", text(decision.path("at")));
    line("consumer", text(decision.path("consumer")));
    line("department", text(decision.path("department")));
    line("route", text(decision.path("route")));
    line("config", text(decision.path("config")));
    line("chosen", text(decision.path("chosen")));
    line("reason", text(decision.path("reason")));
    decision
        .path("details")
        .properties()
        .forEach(detail -> line("  " + detail.getKey(), text(detail.getValue())));
    var shadow = decision.path("shadow");
    if (shadow.isObject()) {
      line(
          "shadow",
          "%s by %s: %s, %s USD"
              .formatted(
                  text(shadow.path("chosen")),
                  text(shadow.path("config")),
                  text(shadow.path("reason")),
                  text(shadow.path("expected_usd"))));
    }
    out().println();
    candidates(decision.path("candidates"));
  }

  private void candidates(JsonNode candidates) {
    var table = new Table("TARGET", "TIER", "USD", "QUALITY", "LATENCY", "REMOVED BY", "REASON");
    for (var candidate : candidates) {
      var removed = candidate.path("removed");
      table.add(
          text(candidate.path("target")),
          text(candidate.path("tier")),
          text(candidate.path("expected_usd")),
          text(candidate.path("expected_quality")),
          candidate.path("expected_latency_ms").isNumber()
              ? text(candidate.path("expected_latency_ms")) + " ms"
              : "-",
          text(removed.path("step")),
          text(removed.path("reason")));
    }
    table.print(out());
  }

  private void line(String name, String value) {
    out().printf("%-14s %s%n", name, value);
  }

  private static String text(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().toPlainString()
        : value.stringValue("").isEmpty() ? "-" : value.stringValue("");
  }
}
