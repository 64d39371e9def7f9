package io.sluice.testkit.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The machine's Docker engine, if there is one. */
final class DockerEngine {

  private static final Logger logger = LoggerFactory.getLogger(DockerEngine.class);

  private static final int PULL_MINUTES = 5;

  private DockerEngine() {}

  /** Returns whether an engine answers that has the image or gets it. */
  static boolean offers(String image) {
    return DockerClientFactory.instance().isDockerAvailable() && (has(image) || pulls(image));
  }

  private static boolean has(String image) {
    try {
      client().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static boolean pulls(String image) {
    try {
      client().pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
      return has(image);
    } catch (DockerException e) {
      logger.atWarn().addKeyValue("image", image).log("can't be pulled: the machine's own is used");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static DockerClient client() {
    return DockerClientFactory.instance().client();
  }
}
