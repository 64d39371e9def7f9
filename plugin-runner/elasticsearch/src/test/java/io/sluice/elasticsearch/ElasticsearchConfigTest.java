package io.sluice.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exchange.InvalidConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchConfigTest {

  @Test
  void hasTheseDefaults() {
    assertThat(ElasticsearchConfig.of("http://h"))
        .isEqualTo(
            new ElasticsearchConfig(
                "http://h", "", "", "", "", "", Duration.ofMillis(300), "sluice"));
  }

  @Test
  void reportsEveryProblemAtOnceAndNoSecret() {
    assertThatThrownBy(() ->
            new ElasticsearchConfig(
                "http://u:secret@host",
                "u",
                "",
                "secret",
                "/nowhere.pem",
                "12:34",
                Duration.ofMillis(9),
                "Upper"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            "elasticsearch: url must be http[s]://host[:port][/path][,http[s]://...], without a"
                + " user, but was \"http://***@host\"; username must be set together with password,"
                + " but was \"u\"; api_key must be left out where there is a username, but was"
                + " \"***\"; ca_certificate must be a readable file with a certificate in PEM, but"
                + " was \"/nowhere.pem\"; ca_fingerprint must be 64 hexadecimal digits, but was"
                + " \"12:34\"; timeout must be 10 ms to 60 s, but was PT0.009S; index_prefix must"
                + " be 1 to 64 lower case letters, digits or _ . -, the first a letter or digit,"
                + " but was \"Upper\"");
  }

  @Test
  void doesNotShowSecrets() {
    var config = ElasticsearchConfig.of("https://h");

    assertThat(config.withUser("reader", "s3cret").toString())
        .contains("reader")
        .doesNotContain("s3cret");
    assertThat(config.withApiKey("s3cret").toString()).doesNotContain("s3cret");
  }

  @Test
  void readsNodesWithTheirPortsAndPaths() {
    assertThat(ElasticsearchConfig.of("https://a, http://b:1/es,https://[::1]:3").nodes())
        .containsExactly(
            URI.create("https://a:9200"),
            URI.create("http://b:1/es"),
            URI.create("https://[::1]:3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "h", "redis://h", "http://", "http://h,", "http://h?a=b", "http://h:99999"})
  void refusesOtherUrls(String url) {
    assertThatThrownBy(() -> ElasticsearchConfig.of(url))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("url must be http[s]://");
  }

  @Test
  void refusesAnAuthorityWhereNothingIsSigned(@TempDir Path folder) throws Exception {
    var certificate = new SelfSigned(folder).certificate();

    assertThatThrownBy(() -> ElasticsearchConfig.of("http://h").withCaCertificate(certificate))
        .hasMessageContaining("url must be https where an authority is named");
  }
}
