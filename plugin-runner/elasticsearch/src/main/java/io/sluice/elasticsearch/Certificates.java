package io.sluice.elasticsearch;

import co.elastic.clients.transport.TransportUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Whom to believe that a server is who it says. */
final class Certificates {

  private Certificates() {}

  static boolean areIn(String file) {
    try (var stream = Files.newInputStream(Path.of(file))) {
      return !CertificateFactory.getInstance("X.509").generateCertificates(stream).isEmpty();
    } catch (IOException | CertificateException | InvalidPathException e) {
      return false;
    }
  }

  /** Returns what trusts the configured authority; empty where Java's own are trusted. */
  static Optional<SSLContext> trust(ElasticsearchConfig config) {
    if (!config.caFingerprint().isEmpty()) {
      return Optional.of(
          TransportUtils.sslContextFromCaFingerprint(config.caFingerprint().replace(":", "")));
    }
    if (config.caCertificate().isEmpty()) {
      return Optional.empty();
    }
    try (var stream = Files.newInputStream(Path.of(config.caCertificate()))) {
      return Optional.of(TransportUtils.sslContextFromHttpCaCrt(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
