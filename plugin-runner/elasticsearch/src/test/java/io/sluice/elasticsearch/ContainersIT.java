package io.sluice.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.testkit.redis.RedisServer;
import io.sluice.testkit.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * That the servers of tests come from containers where a Docker engine answers, shown with an image
 * made of the machine's own Redis: no registry is needed.
 */
class ContainersIT {

  private static final String IMAGE = "localhost/sluice-test-redis:machine";

  @BeforeEach
  void needsAnEngine() {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers");
  }

  @AfterEach
  void forget() {
    System.clearProperty(TestServers.REDIS_IMAGE);
  }

  @Test
  void startsSuspendsAndRestartsARedisInAContainer(@TempDir Path folder) throws Exception {
    build(folder);
    System.setProperty(TestServers.REDIS_IMAGE, IMAGE);

    try (var redis = RedisServer.start("--maxmemory", "50mb")) {
      assertThat(containers()).hasSize(1);
      assertThat(redis.command("SET", "a", "b")).isEqualTo("OK");
      assertThat(redis.command("CONFIG", "GET", "maxmemory")).contains("52428800");

      redis.suspend();
      assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);
      redis.resume();
      assertThat(redis.command("GET", "a")).isEqualTo("b");

      redis.kill();
      assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);
      redis.restart();
      assertThat(redis.command("GET", "a")).isEmpty();
    }
    assertThat(containers()).isEmpty();
  }

  @Test
  void startsTheMachinesOwnWhereAnImageCannotBeHad() {
    System.setProperty(TestServers.REDIS_IMAGE, "localhost:1/nobody/has:this");

    try (var redis = RedisServer.start()) {
      assertThat(redis.command("PING")).isEqualTo("PONG");
      assertThat(containers()).isEmpty();
    }
  }

  private static List<?> containers() {
    return DockerClientFactory.instance()
        .client()
        .listContainersCmd()
        .withAncestorFilter(List.of(IMAGE))
        .exec();
  }

  /** The program, and the libraries that the dynamic linker finds for it. */
  private static void build(Path folder) throws Exception {
    var image = new ImageFromDockerfile(IMAGE, true);
    var program = program();
    image.withFileFromPath("redis-server", program.toRealPath());
    var dockerfile = new StringBuilder("FROM scratch\nCOPY redis-server /usr/bin/redis-server\n");
    for (var library : libraries(program)) {
      var name = library.getFileName().toString();
      image.withFileFromPath(name, library.toRealPath());
      dockerfile.append("COPY %s %s\n".formatted(name, library));
    }
    dockerfile.append("ENV PATH=/usr/bin\n");
    var written = Files.writeString(folder.resolve("Dockerfile"), dockerfile);
    image.withFileFromPath("Dockerfile", written).get();
  }

  private static Path program() {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> libraries(Path program) throws IOException {
    var listed =
        new String(
            new ProcessBuilder("ldd", program.toString()).start().getInputStream().readAllBytes(),
            StandardCharsets.UTF_8);
    return Pattern.compile("(/\\S+) \\(0x")
        .matcher(listed)
        .results()
        .map(found -> Path.of(found.group(1)))
        .toList();
  }
}
