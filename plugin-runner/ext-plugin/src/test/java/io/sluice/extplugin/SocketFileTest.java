package io.sluice.extplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The socket's file: whose it is, who may use it, and what was there before. */
@Timeout(60)
class SocketFileTest {

  @TempDir private Path folder;

  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("runner.sock");
  }

  @Test
  void ownerAndGroupMayUseItByDefault() throws Exception {
    try (var socket = SocketFile.listen(ExtPluginConfig.at(path))) {
      assertThat(socket.channel().isOpen()).isTrue();
      assertThat(mode(path)).isEqualTo("rw-rw----");
    }
  }

  @ParameterizedTest
  @CsvSource({"600, rw-------", "666, rw-rw-rw-", "777, rwxrwxrwx", "421, r---w---x"})
  void everyModeIsTaken(String octal, String expected) throws Exception {
    try (var socket = SocketFile.listen(config(path, octal, ""))) {
      assertThat(socket.channel().isOpen()).isTrue();
      assertThat(mode(path)).isEqualTo(expected);
    }
  }

  @Test
  void theGroupIsSet() throws Exception {
    var group = Files.readAttributes(folder, PosixFileAttributes.class).group();

    try (var socket = SocketFile.listen(config(path, "660", group.getName()))) {
      assertThat(socket.channel().isOpen()).isTrue();
      assertThat(Files.readAttributes(path, PosixFileAttributes.class).group()).isEqualTo(group);
    }
  }

  @Test
  void anUnknownGroupIsRefusedAndNothingIsLeft() {
    assertThatIOException()
        .isThrownBy(() -> SocketFile.listen(config(path, "660", "no-such-group")))
        .withMessage("the socket's group must be a group of this machine, but was no-such-group");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void javaReportsARefusedConnectionAsConnectException() throws Exception {
    leaveStale();

    assertThatThrownBy(() -> SocketChannel.open(UnixDomainSocketAddress.of(path)))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Connection refused");
  }

  @Test
  void aStaleSocketIsReplaced() throws Exception {
    leaveStale();

    try (var server = TestServer.start(folder, ScriptedRoute.PASS);
        var peer = server.connect()) {
      assertThat(peer.call(1, peer.prepare())).isEqualTo(new Told.Passed(1));
      assertThat(mode(path)).isEqualTo("rw-rw----");
    }
  }

  @Test
  void aLiveSocketIsRefusedAndUnharmed() throws Exception {
    try (var server = TestServer.start(folder, ScriptedRoute.PASS);
        var peer = server.connect()) {
      assertThatIOException()
          .isThrownBy(() -> TestServer.start(folder, ScriptedRoute.PASS))
          .withMessage(
              path + " is in use: another runner listens there; stop it or name another file");

      assertThat(peer.call(1, peer.prepare())).isEqualTo(new Told.Passed(1));
      try (var another = server.connect()) {
        assertThat(another.prepare()).isPositive();
      }
    }
  }

  @Test
  void aPlainFileIsRefusedAndUnharmed() throws Exception {
    Files.writeString(path, "precious");

    assertThatIOException()
        .isThrownBy(() -> SocketFile.listen(ExtPluginConfig.at(path)))
        .withMessage(path + " exists and is not a socket: remove it or name another file");

    assertThat(path).hasContent("precious");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
  }

  @Test
  void aMissingFolderIsRefusedByName() {
    var missing = folder.resolve("missing");

    assertThatIOException()
        .isThrownBy(() -> SocketFile.listen(ExtPluginConfig.at(missing.resolve("runner.sock"))))
        .withMessage("the socket's folder must exist, but " + missing + " does not");
  }

  @Test
  void aFolderThatIsAFileIsRefusedByName() throws Exception {
    var file = Files.createFile(folder.resolve("file"));

    assertThatIOException()
        .isThrownBy(() -> SocketFile.listen(ExtPluginConfig.at(file.resolve("runner.sock"))))
        .withMessageContaining(file.toString());
  }

  @Test
  void aPathTooLongForASocketIsRefusedWithItsLength() {
    var longName = folder.resolve("s".repeat(107 - folder.toString().length()));

    assertThatIOException()
        .isThrownBy(() -> SocketFile.listen(ExtPluginConfig.at(longName)))
        .withMessage(
            longName
                + " is too long for a unix socket: 108 bytes, and 106 are the most;"
                + " name a shorter one");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theLongestPathIsTaken() throws Exception {
    var longest = folder.resolve("s".repeat(106 - folder.toString().length() - 1));

    try (var socket = SocketFile.listen(ExtPluginConfig.at(longest))) {
      assertThat(longest.toString()).hasSize(106);
      SocketChannel.open(UnixDomainSocketAddress.of(longest)).close();
      assertThat(socket.channel().isOpen()).isTrue();
    }
  }

  @Test
  void theFileIsRemovedAndTheHiddenFolderTooOnClose() throws Exception {
    SocketFile.listen(ExtPluginConfig.at(path)).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theFileOfAnotherProcessIsLeftAlone() throws Exception {
    var mine = SocketFile.listen(ExtPluginConfig.at(path));
    Files.delete(path);
    try (var other = SocketFile.listen(ExtPluginConfig.at(path))) {
      mine.close();

      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
      assertThat(other.channel().isOpen()).isTrue();
    }
  }

  @Test
  void closingTwiceDoesNotRemoveWhatCameAfter() throws Exception {
    var first = SocketFile.listen(ExtPluginConfig.at(path));
    first.close();

    // The second's file most likely has the first's inode again.
    try (var second = SocketFile.listen(ExtPluginConfig.at(path))) {
      first.close();

      assertThat(Files.exists(path)).isTrue();
      assertThat(second.channel().isOpen()).isTrue();
    }
  }

  @Test
  void aFileThatIsGoneAlreadyDoesNotDisturbTheEnd() throws Exception {
    var socket = SocketFile.listen(ExtPluginConfig.at(path));
    Files.delete(path);

    socket.close();

    assertThat(socket.channel().isOpen()).isFalse();
  }

  @Test
  void noMomentShowsTheFileWithOtherPermissions() throws Exception {
    var done = new AtomicBoolean();
    Set<String> modes = ConcurrentHashMap.newKeySet();
    Set<String> hidden = ConcurrentHashMap.newKeySet();
    var watcher =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                look(modes, hidden);
              }
            });

    for (int i = 0; i < 1000 || ((modes.isEmpty() || hidden.isEmpty()) && i < 100_000); i++) {
      SocketFile.listen(config(path, "600", "")).close();
    }
    done.set(true);
    watcher.join();

    assertThat(modes).containsExactly("rw-------");
    assertThat(hidden).containsExactly("rwx------");
  }

  private void look(Set<String> modes, Set<String> hidden) {
    try {
      if (Files.exists(path)) {
        modes.add(mode(path));
      }
    } catch (IOException e) {
      // Gone in between.
    }
    try (var files = Files.newDirectoryStream(folder, ".s*")) {
      for (var file : files) {
        hidden.add(mode(file));
      }
    } catch (IOException e) {
      // Gone in between.
    }
  }

  private void leaveStale() throws IOException {
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(Files.exists(path)).isTrue();
  }

  private static ExtPluginConfig config(Path path, String mode, String group) {
    return new ExtPluginConfig(path, mode, group, 10, 1024, TestServer.SHORT, Duration.ofHours(1));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
