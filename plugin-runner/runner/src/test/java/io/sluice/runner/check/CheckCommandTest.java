package io.sluice.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {

  private final StringWriter out = new StringWriter();

  @TempDir private Path directory;

  @Test
  void aCleanFileIsSummedUp() throws IOException {
    var file = write("routes: [{id: a}, {id: b}]\n#END\n");

    var status = run(file.toString());

    assertThat(out).hasToString("%s: 2 routes, 0 plugin blocks, no problems%n".formatted(file));
    assertThat(status).isZero();
  }

  @Test
  void findingsStandInTheOrderOfTheFileAndErrorsFail() throws IOException {
    var file =
        write(
            """
            routes:
              - id: chat
                plugins:
                  key-auth: {}
                  ext-plugin-pre-req:
                    conf:
                      - {name: ai-semantic-router, value: '{"default_tier":7}'}
            """);

    var status = run(file.toString());

    assertThat(out.toString().lines())
        .containsExactly(
            file
                + ":5:7: warning: [route chat] ext-plugin-pre-req has no _meta.priority: it runs at"
                + " 12000, before authentication, so that the consumer is unknown and"
                + " unauthenticated requests reach the runner; _meta: {priority: 2000} is"
                + " recommended",
            file
                + ":5:7: warning: [route chat] no http-logger posts to the runner's /exchanges: the"
                + " runner never learns how a request ended, keeps what was reserved for it and"
                + " audits it as unlogged",
            file
                + ":7:1: error: the last line must be #END: without it APISIX does not take the"
                + " file",
            file
                + ":7:49: error: [route chat] ai-semantic-router: default_tier must be a text, but"
                + " was 7",
            file + ": 1 route, 1 plugin block, 2 errors, 2 warnings");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void warningsAloneDoNotFail() throws IOException {
    var file =
        write(
            """
            routes:
              - id: chat
                plugins:
                  key-auth: {}
                  ext-plugin-pre-req:
                    _meta: {priority: 2000}
                    conf:
                      - {name: ai-semantic-router, value: '{"default_tier":"a"}'}
            #END
            """);

    var status = run(file.toString());

    assertThat(out.toString())
        .endsWith("1 route, 1 plugin block, 0 errors, 1 warning%n".formatted());
    assertThat(status).isZero();
  }

  @Test
  void aFileThatCanNotBeReadIsAnotherStatus() throws IOException {
    var absent = directory.resolve("absent.yaml");
    var binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff});

    assertThat(run(absent.toString())).isEqualTo(2);
    assertThat(run(directory.toString())).isEqualTo(2);
    assertThat(run(binary.toString())).isEqualTo(2);
    assertThat(out.toString()).startsWith(absent + ": can't be read: ");
  }

  @Test
  void theFileMustBeNamed() {
    assertThat(run()).isEqualTo(2);
    assertThat(out.toString()).contains("Missing required parameter: 'FILE'");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(directory.resolve("apisix.yaml"), yaml);
  }

  private int run(String... arguments) {
    var writer = new PrintWriter(out, true);
    return new CommandLine(new CheckCommand(FakeRouter::check, writer))
        .setErr(writer)
        .execute(arguments);
  }
}
