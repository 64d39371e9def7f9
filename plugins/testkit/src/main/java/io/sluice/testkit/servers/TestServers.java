package io.sluice.testkit.servers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides where the servers of tests come from: where a Docker engine answers and has the image, or
 * can pull it, from a container of that, else from the machine's own program.
 */
public final class TestServers {

  /** Names the image of Redis; empty: the machine's own. */
  public static final String REDIS_IMAGE = "sluice.test.redis.image";

  /** Names the image of Elasticsearch; empty: the machine's own. */
  public static final String ELASTICSEARCH_IMAGE = "sluice.test.elasticsearch.image";

  private static final Map<String, String> OFFICIAL =
      Map.of(
          REDIS_IMAGE,
          "redis:8.2",
          ELASTICSEARCH_IMAGE,
          "docker.elastic.co/elasticsearch/elasticsearch:9.5.3");

  private static final Map<String, Boolean> USABLE = new ConcurrentHashMap<>();

  private TestServers() {}

  /**
   * Starts a container.
   *
   * @param imageProperty {@link #REDIS_IMAGE} or {@link #ELASTICSEARCH_IMAGE}
   * @return empty where the machine's own program is to be started
   */
  public static Optional<ServerProcess> container(
      String imageProperty, List<String> command, Map<String, String> environment) {
    var image = System.getProperty(imageProperty, OFFICIAL.getOrDefault(imageProperty, ""));
    if (image.isEmpty() || !USABLE.computeIfAbsent(image, TestServers::isOffered)) {
      return Optional.empty();
    }
    return Optional.of(ContainerProcess.start(image, command, environment));
  }

  private static boolean isOffered(String image) {
    try {
      return DockerEngine.offers(image);
    } catch (NoClassDefFoundError e) {
      // A module whose tests come without Testcontainers.
      return false;
    }
  }
}
