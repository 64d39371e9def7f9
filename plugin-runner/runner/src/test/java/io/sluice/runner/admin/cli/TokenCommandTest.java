package io.sluice.runner.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.runner.exchanges.BearerToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class TokenCommandTest {

  @TempDir private Path folder;

  @Test
  void aTokenIsShownOnceWithTheLinesThatLetItIn() {
    var run = CommandLineRun.token("ops", "--role", "viewer", "--role", "quota-admin");

    assertThat(run.status()).isZero();
    var token = Pattern.compile("sluice_[A-Za-z0-9_-]{43}").matcher(run.out());
    assertThat(token.results()).hasSize(1);
    token.reset();
    assertThat(token.find()).isTrue();
    Object lines = new Yaml().load(run.out().substring(run.out().indexOf("    tokens:")));
    assertThat(lines.toString())
        .isEqualTo(
            "{tokens=[{name=ops, roles=[viewer, quota-admin], sha256=%s}]}"
                .formatted(HexFormat.of().formatHex(BearerToken.sha256(token.group()))));
  }

  @Test
  void noTwoAreTheSame() {
    assertThat(CommandLineRun.token("a", "--role=viewer").out())
        .isNotEqualTo(CommandLineRun.token("a", "--role=viewer").out());
  }

  @ParameterizedTest
  @CsvSource({"'a b', viewer", "'', viewer", "a, root"})
  void aNameAndARoleMustBeSuch(String name, String role) {
    assertThat(CommandLineRun.token(name, "--role", role).status()).isEqualTo(2);
  }

  @Test
  void theRolesAreToldToWhoNamesNone() {
    var run = CommandLineRun.token("a");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("--role")
        .contains("viewer, quota-admin, cache-admin,", "target-admin");
  }

  @Test
  void aRandomSecretOfOnesOwnIsTakenAndNotShown() throws IOException {
    var secret = "kP3vYd0qXn7sLr9wUb2mZc5tHf8jAe1gKo4iTx6yVh0=";

    var run = own(secret);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(HexFormat.of().formatHex(BearerToken.sha256(secret)))
        .doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "kP3vYd0qXn7sLr9wUb2mZc5tHf8jAe1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "changeme-changeme-changeme-changeme-changeme-changeme",
        "correct horse battery staple correct horse"
      })
  void aSecretThatCanBeGuessedIsRefused(String secret) throws IOException {
    var run = own(secret);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("32 or more random characters");
    assertThat(Map.of("out", run.out(), "err", run.err()).values())
        .noneMatch(text -> !secret.isEmpty() && !secret.equals("secret") && text.contains(secret));
  }

  private CommandLineRun own(String secret) throws IOException {
    var file = Files.writeString(folder.resolve("secret"), secret + "\n");
    return CommandLineRun.token("a", "--role=viewer", "--secret-file=" + file);
  }
}
