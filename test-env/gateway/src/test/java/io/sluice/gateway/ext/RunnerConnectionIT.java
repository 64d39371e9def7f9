package io.sluice.gateway.ext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunnerConnectionIT {

  private static final Duration TIMEOUT = Duration.ofMillis(200);

  @TempDir Path directory;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Watchdog watchdog = new Watchdog(timer);
  private Path socket = Path.of("unset");

  @BeforeEach
  void choose() {
    socket = directory.resolve("s.sock");
  }

  @AfterEach
  void stop() {
    watchdog.close();
    timer.shutdownNow();
  }

  private RunnerConnection open() throws RunnerException {
    return RunnerConnection.open(socket, watchdog, TIMEOUT);
  }

  private ServerSocketChannel listen(int backlog) throws Exception {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket), backlog);
  }

  @Test
  void aFullBacklogFailsAtOnce() throws Exception {
    try (var server = listen(1)) {
      assertThat(server.isOpen()).isTrue();

      assertThatThrownBy(
              () -> {
                for (var i = 0; i < 100; i++) {
                  open();
                }
              })
          .isInstanceOf(RunnerException.class)
          .hasMessageContaining("Resource temporarily unavailable");
    }
  }

  @Test
  void aReadThatTakesTooLongEnds() throws Exception {
    try (var server = listen(1);
        var connection = open();
        var accepted = server.accept()) {
      assertThat(accepted.isOpen()).isTrue();

      assertThatThrownBy(connection::receive).hasMessage("failed to receive: timeout");
    }
  }

  @Test
  void aSendThatNobodyReadsEnds() throws Exception {
    try (var server = listen(1);
        var connection = open();
        var accepted = server.accept()) {
      assertThat(accepted.isOpen()).isTrue();

      assertThatThrownBy(() -> connection.send(Frame.EXTRA_INFO, ByteBuffer.allocate(10_000_000)))
          .hasMessage("failed to send: timeout");
    }
  }

  @Test
  void aConnectionWithSomethingLeftToReadIsNotUsedAgain() throws Exception {
    try (var server = listen(1);
        var connection = open();
        var accepted = server.accept()) {
      assertThat(connection.isQuiet()).isTrue();

      accepted.write(ByteBuffer.allocate(1));

      assertThat(connection.isQuiet()).isFalse();
    }
  }

  @Test
  void aFrameOverTheLimitIsNotSent() throws Exception {
    try (var server = listen(1);
        var connection = open()) {
      assertThat(server.isOpen()).isTrue();

      assertThatThrownBy(() -> connection.send(Frame.EXTRA_INFO, ByteBuffer.allocate(1 << 24)))
          .hasMessage("the max length of data is 16777215 but got 16777216");
    }
  }
}
