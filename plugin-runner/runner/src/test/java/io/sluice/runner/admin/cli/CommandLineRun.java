package io.sluice.runner.admin.cli;

import io.sluice.cache.calibration.Calibration;
import io.sluice.exchange.EmbeddingModel;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

  /** Runs {@code cache} as a shell would. */
  public static CommandLineRun cache(String token, String input, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new CacheCommand(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Optional.of(token));
    return run(command, out, err, arguments);
  }

  /** Runs {@code targets} as a shell would. */
  public static CommandLineRun targets(String token, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new TargetsCommand(
            new PrintWriter(out),
            new PrintWriter(err),
            InputStream.nullInputStream(),
            Optional.of(token));
    return run(command, out, err, arguments);
  }

  /** Runs {@code decision} as a shell would. */
  public static CommandLineRun decision(String token, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new DecisionCommand(
            new PrintWriter(out),
            new PrintWriter(err),
            InputStream.nullInputStream(),
            Optional.of(token));
    return run(command, out, err, arguments);
  }

  /** Runs {@code cache calibrate} with a model of its own. */
  static CommandLineRun calibrate(EmbeddingModel model, String input, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new CacheCommand(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Optional.empty(),
            (pairs, most) -> new Calibration(model, most).of(pairs));
    var all = new ArrayList<>(List.of("calibrate"));
    all.addAll(List.of(arguments));
    return run(command, out, err, all.toArray(String[]::new));
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
