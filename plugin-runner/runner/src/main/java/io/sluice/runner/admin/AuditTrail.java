package io.sluice.runner.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps who changed what, and who saw content: in the log, and as lines of JSON in a file that its
 * owner alone reads.
 *
 * <p>Thread-safe. A line is on the disk when the method returns; one that can't be written is an
 * error in the log, which has it all the same.
 */
public final class AuditTrail {

  private static final Logger logger = LoggerFactory.getLogger("io.sluice.audit");
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param file made with its folder when something is kept
   */
  public AuditTrail(Path file, InstantSource clock) {
    this.file = file.toAbsolutePath();
    this.clock = clock;
  }

  /**
   * Keeps a change that was made.
   *
   * @param action what was done ({@code quota.put})
   * @param name to what
   * @param before null: there was none
   * @param after null: there is none
   */
  void changed(
      Caller caller,
      String action,
      String name,
      @Nullable JsonNode before,
      @Nullable JsonNode after) {
    logger
        .atInfo()
        .addKeyValue("token", caller.token())
        .addKeyValue("address", caller.address())
        .addKeyValue("action", action)
        .addKeyValue("name", name)
        .addKeyValue("before", String.valueOf(before))
        .addKeyValue("after", String.valueOf(after))
        .log("admin change");
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("time", clock.instant().toString());
    line.put("token", caller.token());
    line.put("address", caller.address());
    line.put("action", action);
    line.put("name", name);
    line.put("before", before);
    line.put("after", after);
    append(JSON.writeValueAsString(line) + "\n");
  }

  /**
   * Keeps what was done to, or seen of, what is cached.
   *
   * @param action what was done ({@code cache.delete})
   * @param name to what
   * @param details of it; never content
   */
  void done(Caller caller, String action, String name, JsonNode details) {
    logger
        .atInfo()
        .addKeyValue("token", caller.token())
        .addKeyValue("address", caller.address())
        .addKeyValue("action", action)
        .addKeyValue("name", name)
        .addKeyValue("details", details.toString())
        .log("admin access");
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("time", clock.instant().toString());
    line.put("token", caller.token());
    line.put("address", caller.address());
    line.put("action", action);
    line.put("name", name);
    line.put("details", details);
    append(JSON.writeValueAsString(line) + "\n");
  }

  private void append(String line) {
    lock.lock();
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      try (var channel = open()) {
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
      }
    } catch (IOException e) {
      logger.atError().setCause(e).addKeyValue("file", file).log("audit line not written");
    } finally {
      lock.unlock();
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
