package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testkit.StubBehaviour;
import io.sluice.testkit.StubProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class BenchIT {

  @TempDir private Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private int port;

  @BeforeEach
  void findAPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @Test
  void measuresARunnerFromStartToEnd() throws Exception {
    bench("--runner", fakeRunner(), "--settle-seconds", "0", "--calls", "100");

    assertThat(printed.toString(UTF_8))
        .containsPattern("first call answered after start +[\\d,]+ ms")
        .containsPattern("health seen up after start +[\\d,]+ ms")
        .containsPattern("resident, idle 0 s after that +[1-9]\\d* MB")
        .containsPattern("call over the socket, 2048 B body, p50 +\\d+\\.\\d\\d ms")
        .containsPattern("gone after SIGTERM +[\\d,]+ ms");
  }

  @Test
  void doesNotTakeARefusalForService() throws Exception {
    var plugins = Files.writeString(directory.resolve("plugins.json"), "{\"broken\":{}}");

    assertThatThrownBy(() -> bench("--runner", fakeRunner(), "--plugins", plugins.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage("the runner answered the call with stop 500");
  }

  @Test
  void showsWhatARunnerSaidThatEndedEarly() {
    assertThatThrownBy(() -> bench("--runner", "ls /no/such/directory"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the runner ended with status 2")
        .hasMessageContaining("/no/such/directory");
  }

  @Test
  void comparesTwoRoutes() throws Exception {
    try (var gateway = StubProvider.start("stub", StubBehaviour.normal())) {
      bench(
          "--gateway", "http://127.0.0.1:" + gateway.port(),
          "--plain", "/v1/chat/completions",
          "--plugin", "/v1/nowhere",
          "--connections", "2",
          "--seconds", "1",
          "--warm-up-seconds", "0");
    }

    assertThat(printed.toString(UTF_8))
        .containsPattern("plain +2 +[\\d,]+ +\\d+\\.\\d\\d ms +\\d+\\.\\d\\d ms +[1-9]\\d* +0\n")
        .containsPattern("plugin +2 +0 +– +– +0 +[1-9]\\d*\n");
  }

  @Test
  void readsResidentMemoryFromTheKernelsTable() {
    var status = List.of("Name:\tjava", "VmPeak:\t 9000 kB", "VmRSS:\t  312844 kB");

    assertThat(RunnerProcess.residentKibibytes(status)).isEqualTo(312_844);
  }

  private void bench(String... options) throws Exception {
    var runner = options[0].equals("--runner");
    var more =
        runner
            ? new String[] {
              "--socket", directory.resolve("runner.sock").toString(),
              "--management-port", Integer.toString(port)
            }
            : new String[0];
    var all = new String[options.length + more.length];
    System.arraycopy(options, 0, all, 0, options.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    try (var out = new PrintStream(printed, true, UTF_8)) {
      Bench.run(out, all);
    }
  }

  private String fakeRunner() {
    return "%s/bin/java -cp %s io.sluice.e2e.FakeRunner %d"
        .formatted(System.getProperty("java.home"), System.getProperty("java.class.path"), port);
  }
}
