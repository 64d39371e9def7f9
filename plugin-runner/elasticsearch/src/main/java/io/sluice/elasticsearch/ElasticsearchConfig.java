package io.sluice.elasticsearch;

import io.sluice.exchange.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where Elasticsearch is, who we are there, and how long it may take. What is not needed is empty.
 *
 * @param url {@code http://} or {@code https://}, then {@code host:port}, then a path if a proxy
 *     wants one; of a cluster several with commas between, of which those that answer are used
 * @param username of {@code password}
 * @param apiKey in place of the two, as Elasticsearch encodes it
 * @param caCertificate file in PEM of the authority that signed the server's certificate; empty:
 *     one of those that Java trusts
 * @param caFingerprint in place of the file: the SHA-256 of the authority's certificate, 64
 *     hexadecimal digits, with or without colons
 * @param timeout within which each answer is there or the call has failed, whatever happens; 10 ms
 *     to 60 s
 * @param indexPrefix of the names of all indices: lower case letters, digits, {@code - _ .}
 */
public record ElasticsearchConfig(
    String url,
    String username,
    String password,
    String apiKey,
    String caCertificate,
    String caFingerprint,
    Duration timeout,
    String indexPrefix) {

  /**
   * The time-out when none is configured: a search takes a few milliseconds, and a miss costs
   * little beside a question that waits.
   */
  public static final Duration TIMEOUT = Duration.ofMillis(300);

  /** The prefix when none is configured. */
  public static final String INDEX_PREFIX = "sluice";

  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");
  private static final Pattern FINGERPRINT =
      Pattern.compile("([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}");
  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofSeconds(60);

  public ElasticsearchConfig {
    boolean secure = NodeUrl.parse(url).stream().flatMap(List::stream).anyMatch(NodeUrl::isSecure);
    new Problems("elasticsearch")
        .require(
            NodeUrl.parse(url).isPresent(),
            "url",
            "http[s]://host[:port][/path][,http[s]://...], without a user",
            NodeUrl.redacted(url))
        .require(
            username.isEmpty() == password.isEmpty(),
            "username",
            "set together with password",
            username)
        .require(
            apiKey.isEmpty() || username.isEmpty(),
            "api_key",
            "left out where there is a username",
            "***")
        .require(
            caCertificate.isEmpty() || Certificates.areIn(caCertificate),
            "ca_certificate",
            "a readable file with a certificate in PEM",
            caCertificate)
        .require(
            caFingerprint.isEmpty() || FINGERPRINT.matcher(caFingerprint).matches(),
            "ca_fingerprint",
            "64 hexadecimal digits",
            caFingerprint)
        .require(
            caFingerprint.isEmpty() || caCertificate.isEmpty(),
            "ca_fingerprint",
            "left out where there is a ca_certificate",
            caFingerprint)
        .require(
            secure || (caFingerprint.isEmpty() && caCertificate.isEmpty()),
            "url",
            "https where an authority is named",
            NodeUrl.redacted(url))
        .require(
            timeout.compareTo(LEAST) >= 0 && timeout.compareTo(MOST) <= 0,
            "timeout",
            "10 ms to 60 s",
            timeout)
        .require(
            PREFIX.matcher(indexPrefix).matches(),
            "index_prefix",
            "1 to 64 lower case letters, digits or _ . -, the first a letter or digit",
            indexPrefix)
        .throwIfAny();
  }

  /** Returns a configuration with the defaults, of servers that ask nobody who they are. */
  public static ElasticsearchConfig of(String url) {
    return new ElasticsearchConfig(url, "", "", "", "", "", TIMEOUT, INDEX_PREFIX);
  }

  /** Returns this configuration with a name and a password. */
  public ElasticsearchConfig withUser(String name, String secret) {
    return new ElasticsearchConfig(
        url, name, secret, apiKey, caCertificate, caFingerprint, timeout, indexPrefix);
  }

  /** Returns this configuration with an API key. */
  public ElasticsearchConfig withApiKey(String key) {
    return new ElasticsearchConfig(
        url, username, password, key, caCertificate, caFingerprint, timeout, indexPrefix);
  }

  /** Returns this configuration with the file of the authority that signed for the server. */
  public ElasticsearchConfig withCaCertificate(Path file) {
    return new ElasticsearchConfig(
        url, username, password, apiKey, file.toString(), caFingerprint, timeout, indexPrefix);
  }

  /** Returns this configuration with the fingerprint of the authority that signed. */
  public ElasticsearchConfig withCaFingerprint(String fingerprint) {
    return new ElasticsearchConfig(
        url, username, password, apiKey, caCertificate, fingerprint, timeout, indexPrefix);
  }

  /** Returns this configuration with another time-out. */
  public ElasticsearchConfig withTimeout(Duration time) {
    return new ElasticsearchConfig(
        url, username, password, apiKey, caCertificate, caFingerprint, time, indexPrefix);
  }

  /** Returns this configuration with another prefix. */
  public ElasticsearchConfig withIndexPrefix(String prefix) {
    return new ElasticsearchConfig(
        url, username, password, apiKey, caCertificate, caFingerprint, timeout, prefix);
  }

  List<URI> nodes() {
    return NodeUrl.parse(url).orElseThrow().stream().map(NodeUrl::uri).toList();
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "ElasticsearchConfig[url=%s, username=%s, caCertificate=%s, caFingerprint=%s, timeout=%s, indexPrefix=%s]"
        .formatted(
            NodeUrl.redacted(url), username, caCertificate, caFingerprint, timeout, indexPrefix);
  }
}
