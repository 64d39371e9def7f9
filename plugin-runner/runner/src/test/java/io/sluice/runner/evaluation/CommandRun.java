package io.sluice.runner.evaluation;

import io.sluice.testkit.FakeTokenCounter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What became of a command.
 *
 * @param status it ended with
 */
record CommandRun(int status, String out, String err) {

  static final String CATALOG =
      """
      tiers: [fast, smart]
      targets:
        - {name: small, tier: fast, model: mini, price: {input: 1, output: 1}}
        - {name: large, tier: smart, model: maxi, price: {input: 10, output: 10}}
      """;

  /** Runs {@code eval} on files of a folder, which has a catalog and a configuration. */
  static CommandRun eval(Path folder, String input, boolean scored, String... options) {
    write(folder.resolve("catalog.yaml"), CATALOG);
    write(folder.resolve("config.json"), "{\"word\": \"prove\"}");
    var arguments = new ArrayList<>(List.of("-", "--catalog", folder.resolve("catalog.yaml") + ""));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--config") && !arguments.contains("--routes")) {
      arguments.addAll(List.of("--config", folder.resolve("config.json") + ""));
    }
    return run(
        console ->
            new EvalCommand(
                console,
                (catalog, decisions) -> new WordRouter(catalog, scored),
                new FakeTokenCounter()),
        folder,
        input,
        arguments);
  }

  interface Made {
    Object with(Console console);
  }

  static CommandRun run(Made command, Path home, String input, List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            false,
            home,
            InstantSource.fixed(Instant.EPOCH));
    int status =
        new CommandLine(command.with(console))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new CommandRun(status, out.toString(), err.toString());
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
