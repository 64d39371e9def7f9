package io.sluice.runner.admin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What commands that call a running runner have in common. */
abstract class RunnerCommand {

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
  RunnerCommand(
      PrintWriter out, PrintWriter err, InputStream in, Optional<String> environmentToken) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.environmentToken = environmentToken;
  }

  /** Names what is sent, where it can be invalid. */
  abstract String subject();

  PrintWriter out() {
    return out;
  }

  boolean asJson() {
    return asJson;
  }

  interface Call {
    AdminClient.Answer send(AdminClient client) throws IOException, InterruptedException;
  }

  interface Print {
    void print(JsonNode answer);
  }

  int call(Call call, Print print) {
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
    failed("%s is not valid".formatted(subject()));
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

  /** Prints what went wrong, and each reason under it. */
  void failed(String message, List<String> problems) {
    failed(message);
    problems.forEach(problem -> err.println("  " + problem));
    err.flush();
  }

  int failed(String message) {
    err.println("error: " + message);
    err.flush();
    return 1;
  }

  /** Reads a file, or the input for {@code -}. */
  String content(String file) {
    try {
      return file.equals("-")
          ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw wrongUsage(file + " can't be read: " + e);
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

  ParameterException wrongUsage(String message) {
    if (spec == null) {
      throw new IllegalStateException("run by picocli");
    }
    return new ParameterException(spec.commandLine(), message);
  }

  static String encoded(Map<String, @Nullable Object> query) {
    var given =
        query.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + "=" + encoded(String.valueOf(entry.getValue())))
            .collect(Collectors.joining("&"));
    return given.isEmpty() ? "" : "?" + given;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
