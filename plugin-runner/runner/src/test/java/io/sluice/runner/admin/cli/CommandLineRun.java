package io.sluice.runner.admin.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What became of a command.
 *
 * @param status it ended with
 */
public record CommandLineRun(int status, String out, String err) {

  /** Runs {@code quota} as a shell would. */
  public static CommandLineRun quota(String token, String input, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new QuotaCommand(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Optional.of(token));
    return run(command, out, err, arguments);
  }

  static CommandLineRun token(String... arguments) {
    var out = new StringWriter();
    return run(new TokenCommand(new PrintWriter(out)), out, new StringWriter(), arguments);
  }

  private static CommandLineRun run(
      Object command, StringWriter out, StringWriter err, String... arguments) {
    int status =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandLineRun(status, out.toString(), err.toString());
  }
}
