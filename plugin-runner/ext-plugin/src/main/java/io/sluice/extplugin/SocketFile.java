package io.sluice.extplugin;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A listening unix socket and its file.
 *
 * <p>The file is made in a folder that nobody else can enter, gets its mode and group there, and is
 * then moved into place: nobody ever meets it with other permissions.
 */
final class SocketFile implements Closeable {

  /** Connections that may wait to be accepted. Java's default of 50 makes bursts fail. */
  private static final int BACKLOG = 4096;

  /** What Java takes, one less than what Linux has room for. */
  private static final int MAX_PATH_BYTES = 106;

  private final Path path;
  private final ServerSocketChannel channel;
  private final @Nullable Object fileKey;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SocketFile(Path path, ServerSocketChannel channel, @Nullable Object fileKey) {
    this.path = path;
    this.channel = channel;
    this.fileKey = fileKey;
  }

  /**
   * Listens on a file; one that a dead process left is replaced.
   *
   * @throws IOException with a message that says what to do, if the file is in use or can't be made
   */
  static SocketFile listen(ExtPluginConfig config) throws IOException {
    var path = config.socket();
    var folder = Objects.requireNonNull(path.getParent(), "an absolute path has a parent");
    // A short name: this path, too, has to fit into a socket's address.
    var hidden =
        folder.resolve(".s" + Integer.toString(ThreadLocalRandom.current().nextInt(46_656), 36));
    var made = hidden.resolve("s");
    refuseIfTooLong(path, made);
    refuseIfInUse(path);
    makeFolder(hidden);
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(made), BACKLOG);
      permit(made, config);
      var key = fileKey(made);
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
      return new SocketFile(path, channel, key);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(made);
      throw e;
    } finally {
      Files.deleteIfExists(hidden);
    }
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /** Stops listening and removes the file, unless another process has put its own there. */
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // Before the channel: as long as that is open, no other file can have the same key.
    try (channel) {
      if (Objects.equals(fileKey, fileKey(path))) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Somebody was faster.
    }
  }

  private static void refuseIfTooLong(Path path, Path made) throws IOException {
    for (var each : new Path[] {path, made}) {
      int bytes = each.toString().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_PATH_BYTES) {
        throw new IOException(
            "%s is too long for a unix socket: %d bytes, and %d are the most; name a shorter one"
                .formatted(each, bytes, MAX_PATH_BYTES));
      }
    }
  }

  private static void refuseIfInUse(Path path) throws IOException {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther()) {
        throw new IOException(path + " exists and is not a socket: remove it or name another file");
      }
    } catch (NoSuchFileException e) {
      return;
    }
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
    } catch (ConnectException e) {
      // Nobody listens: what a dead process left is replaced.
      return;
    } catch (IOException e) {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      throw new IOException(
          path + " exists and can't be tried (" + e.getMessage() + "): remove it if nobody uses it",
          e);
    }
    throw new IOException(
        path + " is in use: another runner listens there; stop it or name another file");
  }

  private static void makeFolder(Path hidden) throws IOException {
    try {
      Files.createDirectory(
          hidden,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "the socket's folder must exist, but " + hidden.getParent() + " does not", e);
    } catch (IOException e) {
      throw new IOException("no socket can be made in " + hidden.getParent() + ": " + e, e);
    }
  }

  private static void permit(Path file, ExtPluginConfig config) throws IOException {
    var attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (!config.group().isEmpty()) {
      try {
        attributes.setGroup(
            file.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByGroupName(config.group()));
      } catch (UserPrincipalNotFoundException e) {
        throw new IOException(
            "the socket's group must be a group of this machine, but was " + config.group(), e);
      } catch (IOException e) {
        throw new IOException(
            "the socket's group must be one that this user is in, but was " + config.group(), e);
      }
    }
    attributes.setPermissions(permissions(config.mode()));
  }

  private static Set<PosixFilePermission> permissions(String octal) {
    // In the order of the bits, from the highest: owner, group and others.
    var inOrder = PosixFilePermission.values();
    int bits = Integer.parseInt(octal, 8);
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < inOrder.length; i++) {
      if ((bits & 1 << (inOrder.length - 1 - i)) != 0) {
        permissions.add(inOrder[i]);
      }
    }
    return permissions;
  }

  private static @Nullable Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
