package io.sluice.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file {@code apisix.yaml}, which is whole once its last line is {@code #END}. */
final class ConfigFile {

  private static final Pattern END = Pattern.compile("(^|\\n)#END\\s*\\z");

  private final Path path;
  private Optional<String> last = Optional.empty();

  ConfigFile(Path directory) {
    this.path = directory.resolve("apisix.yaml");
  }

  /** Its content if it is whole and was not seen before. */
  Optional<String> changed() throws IOException {
    try {
      // Read every time: a time stamp is too coarse to tell two writes apart.
      var content = Files.readString(path);
      if (!END.matcher(content).find() || last.equals(Optional.of(content))) {
        return Optional.empty();
      }
      last = Optional.of(content);
      return last;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
