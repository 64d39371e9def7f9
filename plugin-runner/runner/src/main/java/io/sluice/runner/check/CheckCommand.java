package io.sluice.runner.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code check FILE}: 0 when there is no error, 1 when there is, 2 without a file. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks the plugin blocks of an APISIX standalone apisix.yaml, offline.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:no errors; warnings may be", "1:errors", "2:the file can't be read"})
public final class CheckCommand implements Callable<Integer> {

  private final Supplier<RouteFileCheck> check;
  private final PrintWriter out;

  @Parameters(paramLabel = "FILE", description = "the file of routes")
  private Path file = Path.of("apisix.yaml");

  /**
   * @param check made when the command runs
   * @param out gets one line for each finding, and a last one that sums up
   */
  public CheckCommand(Supplier<RouteFileCheck> check, PrintWriter out) {
    this.check = check;
    this.out = out;
  }

  @Override
  public Integer call() {
    String yaml;
    try {
      yaml = Files.readString(file);
    } catch (IOException e) {
      out.println(file + ": can't be read: " + e);
      out.flush();
      return 2;
    }
    var report = check.get().report(yaml);
    report.findings().forEach(finding -> out.println(line(finding)));
    out.println(summary(report));
    out.flush();
    return report.count(Severity.ERROR) == 0 ? 0 : 1;
  }

  private String line(Finding finding) {
    return "%s:%d:%d: %s: %s%s"
        .formatted(
            file,
            finding.line(),
            finding.column(),
            finding.severity().name().toLowerCase(Locale.ROOT),
            finding.where().isEmpty() ? "" : "[" + finding.where() + "] ",
            finding.message());
  }

  private String summary(Report report) {
    var result =
        report.findings().isEmpty()
            ? "no problems"
            : counted(report.count(Severity.ERROR), "error")
                + ", "
                + counted(report.count(Severity.WARNING), "warning");
    return "%s: %s, %s, %s"
        .formatted(
            file,
            counted(report.routes(), "route"),
            counted(report.blocks(), "plugin block"),
            result);
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
