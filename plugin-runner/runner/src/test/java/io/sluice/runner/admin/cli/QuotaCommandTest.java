package io.sluice.runner.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command does without a runner; with one, AdminIT runs it. */
class QuotaCommandTest {

  @TempDir private Path folder;

  @Test
  void whereNoRunnerAnswersThatIsSaid() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    var run = CommandLineRun.quota("t", "", "list", "--url", "http://127.0.0.1:" + port);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: no answer from http://127.0.0.1:" + port + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | Missing required subcommand",
        "lst             | Unmatched argument",
        "get             | Missing required parameter: 'NAME'",
        "set             | Missing required parameter: 'FILE'",
        "set /no/such    | /no/such can't be read",
        "set -           | - is no budget",
        "usage --user=a  | Unknown option: '--user=a'",
        "usage --limit=x | Invalid value for option '--limit'",
        "list --url=nonsense | --url is no address: nonsense",
        "list --token-file=/no/such | /no/such can't be read"
      })
  void wrongUsageIsExplained(String arguments, String message) {
    var run =
        CommandLineRun.quota("t", "", arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "get", "set", "delete", "usage"})
  void everyCommandExplainsItself(String command) {
    var run = CommandLineRun.quota("t", "", command, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: quota " + command).contains("--token-file");
  }

  @Test
  void aTokenMustBeThere() {
    var run = CommandLineRun.quota(" ", "", "list");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("set SLUICE_ADMIN_TOKEN, or name a --token-file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{unit: usd} | has no name", "[] | is no budget", "'{' | is no YAML"})
  void whatIsSetMustBeABudget(String content, String message) throws IOException {
    var file = Files.writeString(folder.resolve("b.yaml"), content);

    var run = CommandLineRun.quota("t", "", "set", file.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
