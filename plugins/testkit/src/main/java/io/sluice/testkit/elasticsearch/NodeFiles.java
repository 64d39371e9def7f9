package io.sluice.testkit.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What a node needs on disk: its settings and the one user it knows. */
final class NodeFiles {

  /** Few: the password is a random one that lives for a test run. */
  private static final int ROUNDS = 1000;

  private static final int BYTES = 32;

  private final Path folder;
  private final Path template;

  /**
   * @param template configuration as it comes with the distribution
   */
  NodeFiles(Path folder, Path template) {
    this.folder = folder;
    this.template = template;
  }

  void write(int port, int transportPort, String username, String password) throws IOException {
    for (var name : new String[] {"config", "data", "logs", "tmp"}) {
      Files.createDirectory(folder.resolve(name));
    }
    var config = folder.resolve("config");
    try (var files = Files.walk(template)) {
      for (var file : files.skip(1).toList()) {
        Files.copy(file, config.resolve(template.relativize(file).toString()));
      }
    }
    Files.writeString(
        config.resolve("elasticsearch.yml"),
        """
        cluster.name: sluice-test
        node.name: test
        path.data: %1$s/data
        path.logs: %1$s/logs
        network.host: 127.0.0.1
        http.port: %2$d
        transport.port: %3$d
        discovery.type: single-node
        # Tests tidy up by their prefix.
        action.destructive_requires_name: false
        # A disk that is nearly full is no reason to refuse a few megabytes.
        cluster.routing.allocation.disk.threshold_enabled: false
        xpack.security.enabled: true
        xpack.security.enrollment.enabled: false
        xpack.security.autoconfiguration.enabled: false
        # Users in a file need no index.
        xpack.security.authc.reserved_realm.enabled: false
        xpack.security.authc.realms.native.native.enabled: false
        xpack.security.authc.realms.file.file.order: 0
        """
            .formatted(folder, port, transportPort));
    Files.writeString(config.resolve("users"), username + ":" + hash(password) + "\n");
    Files.writeString(config.resolve("users_roles"), "superuser:" + username + "\n");
  }

  /** As Elasticsearch writes it, so that none of its slow tools is needed. */
  private static String hash(String password) {
    var salt = new byte[BYTES];
    new SecureRandom().nextBytes(salt);
    try {
      var key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BYTES * 8));
      var base64 = Base64.getEncoder();
      return "{PBKDF2}%d$%s$%s"
          .formatted(ROUNDS, base64.encodeToString(salt), base64.encodeToString(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2", e);
    }
  }
}
