package io.sluice.runner.quota;

import io.sluice.exchange.DependencyException;
import io.sluice.exchange.ledger.QuotaStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Budgets in a file: for one machine, and for a runner without Redis.
 *
 * <p>The file is read anew each time, so that several processes may share it; it is replaced as a
 * whole, and on the disk before a change is answered.
 */
public final class FileQuotaStore implements QuotaStore {

  private static final String NAME = "quota-file";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Among the threads of a process, between which a lock on a file does not decide. */
  private static final ReentrantLock CHANGES = new ReentrantLock();

  private final Path file;

  /** What the file holds: the revision is also the version of what was written last. */
  private record Content(long revision, Map<String, Stored> budgets) {

    Content {
      budgets = Map.copyOf(budgets);
    }

    Content with(String name, String json) {
      var changed = new TreeMap<>(budgets);
      changed.put(name, new Stored(json, revision + 1));
      return new Content(revision + 1, changed);
    }

    Content without(String name) {
      var changed = new TreeMap<>(budgets);
      changed.remove(name);
      return new Content(revision + 1, changed);
    }

    boolean has(String name, OptionalLong expected) {
      var stored = budgets.get(name);
      return expected.isEmpty()
          || expected.getAsLong() == (stored == null ? ABSENT : stored.version());
    }
  }

  /**
   * @param file made with its folder when something is stored
   */
  public FileQuotaStore(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public long revision() {
    return read().revision();
  }

  @Override
  public Map<String, Stored> all() {
    return Map.copyOf(read().budgets());
  }

  @Override
  public OptionalLong put(String name, String json, OptionalLong expected) {
    return change(content -> {
      if (!content.has(name, expected)) {
        return OptionalLong.empty();
      }
      var changed = content.with(name, json);
      write(changed);
      return OptionalLong.of(changed.revision());
    });
  }

  @Override
  public boolean delete(String name, OptionalLong expected) {
    return change(content -> {
      if (!content.budgets().containsKey(name) || !content.has(name, expected)) {
        return false;
      }
      write(content.without(name));
      return true;
    });
  }

  private Content read() {
    try {
      return JSON.readValue(Files.readString(file), Content.class);
    } catch (NoSuchFileException e) {
      return new Content(0, Map.of());
    } catch (IOException | JacksonException e) {
      throw new DependencyException(NAME, "read budgets", e);
    }
  }

  private <T> T change(Function<Content, T> change) {
    CHANGES.lock();
    try {
      Files.createDirectories(folder());
      try (var channel = open(file.resolveSibling(file.getFileName() + ".lock"));
          var lock = channel.lock()) {
        assert lock.isValid();
        return change.apply(read());
      }
    } catch (IOException e) {
      throw new DependencyException(NAME, "store a budget", e);
    } finally {
      CHANGES.unlock();
    }
  }

  private void write(Content content) {
    try {
      DurableFile.replace(file, JSON.writeValueAsBytes(content));
    } catch (IOException e) {
      throw new DependencyException(NAME, "store a budget", e);
    }
  }

  private Path folder() {
    return Objects.requireNonNull(file.getParent());
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
