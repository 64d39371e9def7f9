package io.sluice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.runner.admin.AdminToken;
import io.sluice.runner.admin.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** The keys of application.yaml, their defaults, and what is said of wrong ones. */
class ConfigurationTest {

  /** Every key under sluice with its default as it is written. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("sluice.home", "."),
          Map.entry("sluice.catalog", "${sluice.home}/apisix-conf/catalog.yaml"),
          Map.entry("sluice.socket.path", "${APISIX_LISTEN_ADDRESS:/tmp/runner.sock}"),
          Map.entry("sluice.socket.mode", "660"),
          Map.entry("sluice.socket.group", ""),
          Map.entry("sluice.socket.max-connections", "4096"),
          Map.entry("sluice.socket.conf-lifetime", "2h"),
          Map.entry("sluice.request.deadline", "5s"),
          Map.entry("sluice.exchanges.token", ""),
          Map.entry("sluice.exchanges.deadline", "15m"),
          Map.entry("sluice.exchanges.max-open", "128MB"),
          Map.entry("sluice.exchanges.max-post", "32MB"),
          Map.entry("sluice.redis.url", ""),
          Map.entry("sluice.redis.key-prefix", "sluice"),
          Map.entry("sluice.redis.timeout", "1s"),
          Map.entry("sluice.redis.pool-size", "16"),
          Map.entry("sluice.elasticsearch.url", ""),
          Map.entry("sluice.elasticsearch.username", ""),
          Map.entry("sluice.elasticsearch.password", ""),
          Map.entry("sluice.elasticsearch.api-key", ""),
          Map.entry("sluice.elasticsearch.ca-certificate", ""),
          Map.entry("sluice.elasticsearch.ca-fingerprint", ""),
          Map.entry("sluice.elasticsearch.index-prefix", "sluice"),
          Map.entry("sluice.cache.store", "auto"),
          Map.entry("sluice.cache.redis-index", "memory"),
          Map.entry("sluice.cache.timeout", "250ms"),
          Map.entry("sluice.cache.max-size", "128MB"),
          Map.entry("sluice.cache.max-entries", "100000"),
          Map.entry("sluice.alerts.webhook", ""),
          Map.entry("sluice.alerts.authorization", ""),
          Map.entry("sluice.quotas.file", "${sluice.home}/apisix-conf/quotas.yaml"),
          Map.entry("sluice.quotas.store", "${sluice.home}/data/quotas.json"),
          Map.entry("sluice.targets.slow-after", "30s"),
          Map.entry("sluice.targets.slow-share", "0.5"),
          Map.entry("sluice.targets.open-for", "10s"),
          Map.entry("sluice.gateway.url", "http://127.0.0.1:9080"),
          Map.entry("sluice.gateway.token", ""),
          Map.entry("sluice.gateway.max-calls", "64"),
          Map.entry("sluice.gateway.max-answer", "4MB"),
          Map.entry("sluice.decisions.keep-for", "1h"),
          Map.entry("sluice.decisions.max-size", "16MB"),
          Map.entry("sluice.admin.tokens", ""),
          Map.entry("sluice.admin.audit-file", "${sluice.home}/data/admin-audit.ndjson"),
          Map.entry("sluice.embedding.threads", "0"),
          Map.entry("sluice.embedding.max-tokens", "256"),
          Map.entry("sluice.compressor.classifier.model", ""),
          Map.entry("sluice.compressor.classifier.tokenizer", ""),
          Map.entry("sluice.models.dir", "${sluice.home}/models"),
          Map.entry("sluice.filters.packages", "[org.apache.apisix.plugin.runner]"));

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(PropertiesOnly.class);

  @EnableConfigurationProperties(SluiceProperties.class)
  private static final class PropertiesOnly {}

  @Test
  void everyKeyHasTheDocumentedDefault() throws IOException {
    assertThat(written("sluice.")).isEqualTo(new TreeMap<>(DEFAULTS));
  }

  @Test
  void everyKeyIsReadAndEveryKeyThatIsReadIsWritten() {
    assertThat(StartFailureAnalyzer.keys("sluice", SluiceProperties.class))
        .containsExactlyInAnyOrderElementsOf(DEFAULTS.keySet());
  }

  @Test
  void theDefaultsAreReadAsTheyAreMeant() {
    runner
        .withSystemProperties("APISIX_LISTEN_ADDRESS=unix:/tmp/x.sock")
        .run(context ->
            assertThat(context.getBean(SluiceProperties.class))
                .isEqualTo(
                    new SluiceProperties(
                        "./apisix-conf/catalog.yaml",
                        new SluiceProperties.Socket(
                            "unix:/tmp/x.sock", "660", "", 4096, Duration.ofHours(2)),
                        new SluiceProperties.Request(Duration.ofSeconds(5)),
                        new SluiceProperties.Exchanges(
                            "",
                            Duration.ofMinutes(15),
                            DataSize.ofMegabytes(128),
                            DataSize.ofMegabytes(32)),
                        new SluiceProperties.Redis("", "sluice", Duration.ofSeconds(1), 16),
                        new SluiceProperties.Elasticsearch("", "", "", "", "", "", "sluice"),
                        new SluiceProperties.Cache(
                            SluiceProperties.CacheStore.AUTO,
                            SluiceProperties.RedisIndex.MEMORY,
                            Duration.ofMillis(250),
                            DataSize.ofMegabytes(128),
                            100_000),
                        new SluiceProperties.Compressor(
                            new SluiceProperties.Compressor.Classifier("", "")),
                        new SluiceProperties.Quotas(
                            "./apisix-conf/quotas.yaml", "./data/quotas.json"),
                        new SluiceProperties.Targets(
                            Duration.ofSeconds(30), 0.5, Duration.ofSeconds(10)),
                        new SluiceProperties.Gateway(
                            "http://127.0.0.1:9080", "", 64, DataSize.ofMegabytes(4)),
                        new SluiceProperties.Decisions(
                            Duration.ofHours(1), DataSize.ofMegabytes(16)),
                        new SluiceProperties.Alerts("", ""),
                        new SluiceProperties.Admin(List.of(), "./data/admin-audit.ndjson"),
                        new SluiceProperties.Embedding(0, 256),
                        new SluiceProperties.Models("./models"),
                        new SluiceProperties.Filters(List.of("org.apache.apisix.plugin.runner")),
                        ".")));
  }

  @Test
  void whatIsNotOursKeepsToLoopbackAndShowsLittle() throws IOException {
    assertThat(written("server."))
        .isEqualTo(
            Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                "9381",
                "server.shutdown",
                "graceful"));
    assertThat(written("management.endpoints."))
        .isEqualTo(Map.of("management.endpoints.web.exposure.include", "health, prometheus"));
  }

  @Test
  void theSocketMayBeWrittenAsApisixWritesIt() {
    var socket = new SluiceProperties.Socket("unix:/a/b", "660", "", 1, Duration.ofHours(1));

    assertThat(socket.file()).isEqualTo(Path.of("/a/b"));
  }

  @Test
  void theEnvironmentOverridesEveryKey() {
    runner
        .withInitializer(context ->
            context
                .getEnvironment()
                .getPropertySources()
                .replace(
                    "systemEnvironment",
                    new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of(
                            "SLUICE_SOCKET_MODE", "600",
                            "SLUICE_SOCKET_MAXCONNECTIONS", "7",
                            "SLUICE_EXCHANGES_MAX_POST", "1KB"))))
        .run(context -> {
          var properties = context.getBean(SluiceProperties.class);
          assertThat(properties.socket().mode()).isEqualTo("600");
          assertThat(properties.socket().maxConnections()).isEqualTo(7);
          assertThat(properties.exchanges().maxPost()).isEqualTo(DataSize.ofKilobytes(1));
        });
  }

  @Test
  void theTokenIsNotShown() {
    runner
        .withPropertyValues("sluice.exchanges.token=s3cret")
        .run(context ->
            assertThat(context.getBean(SluiceProperties.class).toString())
                .doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sluice.socket.path           | ''  | a file, but was \"\"",
        "sluice.socket.mode           | rw  | three octal digits in quotes, the first 6 or 7, but"
            + " was \"rw\"",
        "sluice.socket.mode           | 432 | three octal digits in quotes, the first 6 or 7, but"
            + " was \"432\"",
        "sluice.socket.max-connections| 0   | at least 1, but was 0",
        "sluice.socket.conf-lifetime  | 0s  | positive, but was PT0S",
        "sluice.request.deadline      | 0s  | over PT0S and at most PT55S, but was PT0S",
        "sluice.request.deadline      | 1m  | over PT0S and at most PT55S, but was PT1M",
        "sluice.exchanges.deadline    | -1s | PT1S to PT24H, but was PT-1S",
        "sluice.exchanges.max-open    | 0   | at least 1MB, but was 0B",
        "sluice.exchanges.max-post    | 2GB | over 0 and at most 1GB, but was 2147483648B",
        "sluice.cache.timeout         | 1ms | PT0.005S to PT10S, but was PT0.001S",
        "sluice.cache.max-size        | 1KB | at least 1MB, but was 1024B",
        "sluice.cache.max-entries     | 0   | at least 1, but was 0",
        "sluice.quotas.file           | ''  | a file, but was \"\"",
        "sluice.quotas.store          | ''  | a file, but was \"\"",
        "sluice.targets.slow-after    | 0s  | positive, but was PT0S",
        "sluice.targets.slow-share    | 0   | in (0, 1], but was 0.0",
        "sluice.targets.slow-share    | 1.1 | in (0, 1], but was 1.1",
        "sluice.targets.open-for      | 0s  | PT1S to PT1H, but was PT0S",
        "sluice.targets.open-for      | 2h  | PT1S to PT1H, but was PT2H",
        "sluice.gateway.url           | x:1 | an http or https address, but was \"x:1\"",
        "sluice.gateway.max-calls     | 0   | at least 1, but was 0",
        "sluice.gateway.max-answer    | 0   | 1KB to 256MB, but was 0B",
        "sluice.decisions.keep-for    | 0s  | positive, but was PT0S",
        "sluice.decisions.max-size    | 1KB | at least 1MB, but was 1024B",
        "sluice.admin.audit-file      | ''  | a file, but was \"\"",
        "sluice.models.dir            | ''  | a folder, but was \"\"",
        "sluice.compressor.classifier.tokenizer | t.json | a file if a model is named, and only"
            + " then, but was \"t.json\"",
        "sluice.embedding.threads     | -1  | 0 or more, but was -1",
        "sluice.embedding.max-tokens  | 4   | in 8 to 512, but was 4",
        "sluice.embedding.max-tokens  | 513 | in 8 to 512, but was 513"
      })
  void aValueOutOfRangeIsNamedWithItsRule(String key, String value, String rule) {
    assertThat(whyNot(key + "=" + value))
        .isEqualTo("configuration: %s must be %s".formatted(key, rule));
  }

  @Test
  void aStoreThatNeedsAServerNeedsItsAddress() {
    assertThat(whyNot("sluice.cache.store=redis"))
        .isEqualTo(
            "configuration: sluice.redis.url must be set where sluice.cache.store is redis, but was"
                + " \"\"");
    assertThat(whyNot("sluice.cache.store=elasticsearch"))
        .isEqualTo(
            "configuration: sluice.elasticsearch.url must be set where sluice.cache.store is"
                + " elasticsearch, but was \"\"");
  }

  @Test
  void everyWrongValueIsNamedAtOnce() {
    assertThat(whyNot("sluice.socket.mode=9", "sluice.exchanges.max-open=1KB"))
        .isEqualTo(
            "configuration: sluice.socket.mode must be three octal digits in quotes, the first 6 or"
                + " 7, but was \"9\"; sluice.exchanges.max-open must be at least 1MB, but was"
                + " 1024B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sluice.request.deadline       | soon | a duration such as 5s, but was \"soon\"",
        "sluice.exchanges.max-post     | big  | a size such as 32MB, but was \"big\"",
        "sluice.targets.slow-share     | half | a number, but was \"half\"",
        "sluice.socket.max-connections | many | a whole number, but was \"many\""
      })
  void aValueOfTheWrongKindIsNamedWithItsRule(String key, String value, String rule) {
    assertThat(whyNot(key + "=" + value))
        .startsWith("configuration: %s must be %s".formatted(key, rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sluice.exchanges.tokn", "sluice.sockets.mode", "sluice.x"})
  void anUnknownKeyIsNamedAndItsValueIsNot(String key) {
    assertThat(whyNot(key + "=s3cret"))
        .startsWith("configuration: unknown keys: " + key)
        .contains("sluice.exchanges.token")
        .doesNotContain("s3cret");
  }

  @Test
  void anAdminsTokenHasANameRolesAndADigest() {
    runner
        .withPropertyValues(
            "sluice.admin.tokens[0].name=ops",
            "sluice.admin.tokens[0].roles=viewer,quota-admin",
            "sluice.admin.tokens[0].sha256=" + DIGEST)
        .run(context ->
            assertThat(context.getBean(SluiceProperties.class).admin().known())
                .containsExactly(
                    new AdminToken("ops", Set.of(Role.VIEWER, Role.QUOTA_ADMIN), DIGEST)));
  }

  @Test
  void everythingWrongWithAdminsTokensIsToldExceptTheirValues() {
    assertThat(
            whyNot(
                "sluice.admin.tokens[0].sha256=s3cret",
                "sluice.admin.tokens[1].name=ops",
                "sluice.admin.tokens[1].roles=viewer",
                "sluice.admin.tokens[1].sha256=" + DIGEST,
                "sluice.admin.tokens[2].name=ops",
                "sluice.admin.tokens[2].roles=viewer",
                "sluice.admin.tokens[2].sha256=" + DIGEST.toUpperCase(Locale.ROOT)))
        .isEqualTo(
            "configuration: sluice.admin.tokens[0].name must be 1 to 64 letters, digits or _ . : -,"
                + " the first a letter or digit, but was \"\"; sluice.admin.tokens[0].roles must be"
                + " at least one role, but was []; sluice.admin.tokens[0].sha256 must be 64"
                + " hexadecimal digits, but was \"6 characters\"; sluice.admin.tokens[2].name must"
                + " be different from the others, but was \"ops\"; sluice.admin.tokens[2].sha256"
                + " must be different from the others, but was \"64 characters\"");
  }

  @Test
  void aRoleThatThereIsNotIsToldWithThoseThatThereAre() {
    assertThat(whyNot("sluice.admin.tokens[0].roles[0]=root"))
        .startsWith(
            "configuration: sluice.admin.tokens[0].roles[0] must be one of viewer, quota-admin,"
                + " cache-admin, target-admin, but was ");
  }

  @Test
  void whatIsSecretOfAServerIsNotShown() {
    runner
        .withPropertyValues(
            "sluice.redis.url=redis://:s3cret@host",
            "sluice.elasticsearch.url=https://u:s3cret@host",
            "sluice.elasticsearch.password=s3cret",
            "sluice.elasticsearch.api-key=s3cret",
            "sluice.gateway.token=s3cret")
        .run(context ->
            assertThat(context.getBean(SluiceProperties.class).toString())
                .doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sluice.admin.tokens", "sluice.admin.tokens[0]"})
  void whatMayBeATokenIsNotShown(String key) {
    assertThat(whyNot(key + "=s3cret")).contains("sluice.admin.tokens").doesNotContain("s3cret");
  }

  private String whyNot(String... properties) {
    var why = new String[1];
    runner
        .withPropertyValues(properties)
        .run(context -> {
          var failure = Objects.requireNonNull(context.getStartupFailure());
          var analysis = Objects.requireNonNull(new StartFailureAnalyzer().analyze(failure));
          why[0] = analysis.getDescription();
        });
    return why[0];
  }

  /** Returns what the packed application.yaml says, lists in one line. */
  private static Map<String, String> written(String prefix) throws IOException {
    var source =
        (EnumerablePropertySource<?>)
            new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .getFirst();
    var written = new TreeMap<String, String>();
    for (var name : new TreeSet<>(List.of(source.getPropertyNames()))) {
      if (name.startsWith(prefix)) {
        var key = name.replaceAll("\\[\\d+]$", "");
        var value = String.valueOf(source.getProperty(name));
        written.merge(key, key.equals(name) ? value : "[" + value + "]", (a, b) -> a + b);
      }
    }
    return written;
  }
}
