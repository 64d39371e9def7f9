package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * OpenAI's own JavaScript client, as anybody uses it: the tests are those of {@code openai-node},
 * and this runs them.
 *
 * <p>Skipped where there is no Node.js from 18.15 on, no npm, or no registry to fetch the client
 * from.
 */
@Timeout(300)
class OpenAiNodeClientIT {

  private static final Path SOURCES = Processes.ROOT.resolve("test-env/e2e/openai-node");
  private static final Path FOLDER = Processes.ROOT.resolve("test-env/e2e/target/openai-node");

  /** How npm names a registry that is not there. */
  private static final Pattern NO_REGISTRY =
      Pattern.compile(
          "npm (?:error|ERR!) code (?:ENOTFOUND|EAI_AGAIN|ECONN\\w+|E\\w*TIMEDOUT|E\\w*UNREACH)");

  @Test
  void talksToTheGatewayUnchanged() throws Exception {
    assumeThat(nodeVersion()).as("Node.js: 18.15 or newer").isGreaterThanOrEqualTo(1815);
    install();

    var tests =
        run(
            Map.of("GATEWAY_URL", Environment.get().url),
            List.of("node", "--test-reporter=tap", "client.test.js"));

    assertThat(tests.status()).as(tests.output()).isZero();
    assertThat(tests.output()).containsPattern("# pass [1-9]").containsPattern("# fail 0\\b");
  }

  private static void install() throws Exception {
    Files.createDirectories(FOLDER);
    for (var name : List.of("package.json", "package-lock.json", "client.test.js")) {
      Files.copy(SOURCES.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    var npm =
        run(
            Map.of(),
            List.of(
                "npm",
                "ci",
                "--prefer-offline",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--fetch-retries=1",
                "--fetch-retry-mintimeout=1000"));
    assumeThat(npm.status()).as("npm").isNotEqualTo(Run.NO_SUCH_COMMAND);
    assumeThat(NO_REGISTRY.matcher(npm.output()).find()).as(npm.output()).isFalse();
    assertThat(npm.status()).as(npm.output()).isZero();
  }

  /** Returns 1815 for v18.15.0, or 0 if there is none. */
  private static int nodeVersion() throws Exception {
    var version =
        Pattern.compile("v(\\d+)\\.(\\d+)").matcher(run(Map.of(), List.of("node", "-v")).output());
    return version.find()
        ? Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2))
        : 0;
  }

  private static Run run(Map<String, String> environment, List<String> command) throws Exception {
    Files.createDirectories(FOLDER);
    var output = FOLDER.resolve(command.getFirst() + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Run(Run.NO_SUCH_COMMAND, String.valueOf(e.getMessage()));
    }
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(command + " ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output));
  }

  private record Run(int status, String output) {
    /** What a shell would say. */
    static final int NO_SUCH_COMMAND = 127;
  }
}
