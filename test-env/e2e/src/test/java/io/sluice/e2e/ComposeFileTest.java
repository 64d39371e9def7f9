package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docker compose config} would say of {@code compose.yaml}, and some more. */
class ComposeFileTest {

  private static final Path FOLDER = Processes.ROOT.resolve("test-env");
  private static final String TEXT = read("compose.yaml");
  private static final String SCRIPT = read("up-docker");
  private static final JsonNode FILE = parse(TEXT);

  private static final Set<String> KEYS =
      Set.of("name", "services", "networks", "volumes", "secrets", "configs");

  /** Those of the Compose specification that a file like this one may need. */
  private static final Set<String> SERVICE_KEYS =
      Set.of(
          "cap_add",
          "cap_drop",
          "command",
          "depends_on",
          "entrypoint",
          "env_file",
          "environment",
          "healthcheck",
          "image",
          "mem_limit",
          "networks",
          "ports",
          "read_only",
          "restart",
          "secrets",
          "security_opt",
          "stop_grace_period",
          "tmpfs",
          "ulimits",
          "user",
          "volumes",
          "working_dir");

  @Test
  void hasOnlyKeysThatComposeKnows() {
    assertThat(KEYS).containsAll(FILE.propertyNames());
    services()
        .forEach((name, service) -> assertThat(SERVICE_KEYS).as(name).containsAll(keys(service)));
  }

  @Test
  void holdsTheServersOfTheWholePicture() {
    assertThat(services().keySet())
        .containsExactlyInAnyOrder(
            "apisix", "runner", "fast", "smart", "redis", "elasticsearch", "kibana");
  }

  @Test
  void pinsEveryImageToAVersion() {
    services()
        .forEach((name, service) ->
            assertThat(service.path("image").asString(""))
                .as(name)
                .matches("[a-z0-9./-]+:\\d+\\.\\d+\\.\\d+[\\w.-]*"));
  }

  @Test
  void declaresTheVolumesAndNetworksThatAreUsedAndNoOthers() {
    var volumes = new TreeSet<String>();
    var networks = new TreeSet<String>();
    services()
        .values()
        .forEach(service -> {
          mounts(service).filter(source -> !source.startsWith(".")).forEach(volumes::add);
          texts(service.path("networks")).forEach(networks::add);
          assertThat(texts(service.path("secrets"))).isEmpty();
        });

    assertThat(keys(FILE.path("volumes"))).containsExactlyInAnyOrderElementsOf(volumes);
    assertThat(keys(FILE.path("networks"))).containsExactlyInAnyOrderElementsOf(networks);
  }

  @Test
  void waitsOnlyForServicesThatExistAndCanBeHealthy() {
    services()
        .forEach((name, service) ->
            service
                .path("depends_on")
                .forEachEntry((other, how) -> {
                  assertThat(services()).as(name).containsKey(other);
                  assertThat(keys(how)).as(name).containsExactly("condition");
                  assertThat(how.path("condition").asString())
                      .as(name)
                      .isIn("service_started", "service_healthy", "service_completed_successfully");
                  assertThat(FILE.path("services").path(other).has("healthcheck"))
                      .as(name + " waits for " + other)
                      .isTrue();
                }));
  }

  @Test
  void publishesOnLoopbackOnly() {
    var published = Pattern.compile("127\\.0\\.0\\.1:(\\d+):\\1");

    assertThat(ports()).isNotEmpty().allMatch(port -> published.matcher(port).matches());
    assertThat(ports()).doesNotHaveDuplicates();
  }

  @Test
  void theScriptLooksWhetherAPublishedPortIsTaken() {
    var library = read("lib.sh");
    var looked = Pattern.compile("^for port in (.*); do$", Pattern.MULTILINE).matcher(SCRIPT);
    assertThat(looked.find()).isTrue();
    var taken =
        Pattern.compile("\\w+_port")
            .matcher(looked.group(1))
            .results()
            .map(name -> Pattern.compile("(?m)^" + name.group() + "=(\\d+)$").matcher(library))
            .map(value -> value.find() ? value.group(1) : "unset")
            .toList();

    assertThat(ports().map(port -> port.split(":", -1)[1]))
        .containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void mountsWhatIsInTheRepositoryOrMadeByTheScript() {
    var sources =
        services().values().stream()
            .flatMap(
                service -> Stream.concat(mounts(service), texts(service.path("env_file")).stream()))
            .filter(source -> source.startsWith("."))
            .distinct()
            .toList();

    assertThat(sources).contains("../plugin-runner", "./run/runner.env");
    assertThat(sources)
        .allSatisfy(source -> {
          if (source.startsWith("./run/")) {
            assertThat(SCRIPT).contains("\"$run/" + source.substring("./run/".length()) + "\"");
          } else if (!source.equals("./e2e/target")) {
            assertThat(FOLDER.resolve(source)).exists();
          }
        });
  }

  @Test
  void everyServiceHasALimitAndAHealthCheck() {
    services()
        .forEach((name, service) -> {
          assertThat(service.path("mem_limit").asString("")).as(name).matches("\\d+[mg]");
          var check = service.path("healthcheck");
          assertThat(keys(check))
              .as(name)
              .containsExactlyInAnyOrder("test", "interval", "timeout", "retries");
          assertThat(check.at("/test/0").asString()).as(name).isIn("CMD", "CMD-SHELL");
          assertThat(check.path("interval").asString()).as(name).matches("\\d+s");
          assertThat(check.path("timeout").asString()).as(name).matches("\\d+s");
          assertThat(check.path("retries").isInt()).as(name).isTrue();
        });
  }

  @Test
  void everyVariableHasADefaultAndIsExportedByTheScript() {
    var variables = Pattern.compile("(?<!\\$)\\$(?:\\{(\\w+)(:-\\w+)?}|\\w+)").matcher(TEXT);
    var names = new TreeSet<String>();
    while (variables.find()) {
      assertThat(variables.group(2)).as("default of " + variables.group()).isNotNull();
      names.add(variables.group(1));
    }

    assertThat(names).isNotEmpty();
    assertThat(names).allMatch(name -> SCRIPT.contains("\nexport " + name + "\n"));
  }

  @Test
  void apisixAndTheRunnerMeetAtOneSocket() {
    var runner = FILE.at("/services/runner");
    var path = runner.at("/environment/SLUICE_SOCKET_PATH").asString();

    assertThat(SCRIPT).contains("--socket " + path);
    for (var service : List.of(runner, FILE.at("/services/apisix"))) {
      assertThat(texts(service.path("volumes"))).contains("socket:" + Path.of(path).getParent());
    }
    // The group of the image's user, which alone may enter the volume and write to the socket.
    assertThat(runner.path("user").asString()).endsWith(":636");
    assertThat(FILE.at("/volumes/socket/driver_opts/o").asString()).contains("gid=636,mode=750");
  }

  private static Map<String, JsonNode> services() {
    var services = new TreeMap<String, JsonNode>();
    FILE.path("services").forEachEntry(services::put);
    return services;
  }

  private static Stream<String> ports() {
    return services().values().stream().flatMap(service -> texts(service.path("ports")).stream());
  }

  /** Returns the sources of what a service mounts. */
  private static Stream<String> mounts(JsonNode service) {
    return texts(service.path("volumes")).stream().map(mount -> mount.split(":", -1)[0]);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static Set<String> keys(JsonNode mapping) {
    return new TreeSet<>(mapping.propertyNames());
  }

  private static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String text) {
    Object document = new Yaml().load(text);
    return new JsonMapper().valueToTree(document);
  }
}
