package io.sluice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A gateway's {@code apisix.yaml}: the shipped routes, with addresses and secrets in place. */
final class RouteFile {

  /** In place of a plugin's configuration: the route does without the plugin. */
  static final Map<String, Object> LEFT_OUT = Map.of("left out", true);

  private final Path folder;
  private final Map<String, Object> shipped;
  private final List<Map<String, Object>> more = new ArrayList<>();
  private final List<Map<String, Object>> consumers = new ArrayList<>();

  /**
   * @param file the shipped {@code apisix.yaml}
   * @param folder where the gateway looks
   * @param replacements what to put in place of addresses and secrets that the shipped file names
   */
  RouteFile(Path file, Path folder, Map<String, String> replacements) {
    this.folder = folder;
    try {
      var text = Files.readString(file);
      for (var address : replacements.entrySet()) {
        if (!text.contains(address.getKey())) {
          throw new IllegalStateException(file + " lacks " + address.getKey());
        }
        text = text.replace(address.getKey(), address.getValue());
      }
      shipped = new Yaml().load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends what the router holds for hard to the real provider instead of the stub.
   *
   * @param key goes to that provider alone
   */
  void useOpenAi(String key) {
    for (var upstream : list(shipped.get("upstreams"))) {
      var conf = map(upstream);
      if ("smart".equals(conf.get("id"))) {
        conf.put("scheme", "https");
        conf.put("pass_host", "node");
        conf.put("nodes", Map.of("api.openai.com:443", 1));
      }
    }
    map(chatRoute().get("plugins"))
        .put(
            "proxy-rewrite",
            Map.of(
                "_meta",
                Map.of("filter", List.of(List.of("http_x_ai_target", "==", "smart"))),
                "headers",
                Map.of("set", Map.of("Authorization", "Bearer " + key))));
  }

  /** Adds a route like the shipped one for chat, at another place and with other plugins. */
  void add(String id, Map<String, Object> pluginsInstead) {
    more.add(route(id, pluginsInstead));
  }

  /** Adds such a route to a provider of its own, on a port of loopback. */
  void add(String id, Map<String, Object> pluginsInstead, int provider) {
    var route = route(id, pluginsInstead);
    route.remove("upstream_id");
    route.put(
        "upstream", Map.of("type", "roundrobin", "nodes", Map.of("127.0.0.1:" + provider, 1)));
    more.add(route);
  }

  private Map<String, Object> route(String id, Map<String, Object> pluginsInstead) {
    var route = new LinkedHashMap<>(chatRoute());
    route.put("id", id);
    route.put("uri", "/" + id + "/*");
    var plugins = new HashMap<>(map(route.get("plugins")));
    plugins.putAll(pluginsInstead);
    plugins.values().removeIf(LEFT_OUT::equals);
    route.put("plugins", plugins);
    route.remove("methods");
    return route;
  }

  /** Adds a consumer, whose key is its name and {@code -key}. */
  void addConsumer(String name) {
    consumers.add(
        Map.of(
            "username",
            name,
            "plugins",
            Map.of("key-auth", Map.of("key", "Bearer " + name + "-key"))));
  }

  /** Returns an {@code ext-plugin-pre-req} with the given plugins, name and value in turn. */
  static Map<String, Object> extPlugin(boolean allowDegradation, String... namesAndValues) {
    var conf = new ArrayList<Map<String, String>>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      conf.add(Map.of("name", namesAndValues[i], "value", namesAndValues[i + 1]));
    }
    return Map.of(
        "_meta", Map.of("priority", 2000), "allow_degradation", allowDegradation, "conf", conf);
  }

  /** Returns the configuration of the shipped route's semantic router. */
  String shippedRouter() {
    var plugins = map(chatRoute().get("plugins"));
    return list(map(plugins.get("ext-plugin-pre-req")).get("conf")).stream()
        .map(RouteFile::map)
        .filter(conf -> "ai-semantic-router".equals(conf.get("name")))
        .map(conf -> Objects.requireNonNull((String) conf.get("value")))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Writes the file, with a route that no other writing has.
   *
   * @return the path of that route: once the gateway knows it, it knows the others
   */
  String write() {
    var marker = "/ready/" + UUID.randomUUID();
    var document = new LinkedHashMap<>(shipped);
    var routes = new ArrayList<Object>(list(shipped.get("routes")));
    routes.addAll(more);
    routes.add(Map.of("id", "ready", "uri", marker, "upstream_id", "fast"));
    document.put("routes", routes);
    var known = new ArrayList<Object>(list(shipped.get("consumers")));
    known.addAll(consumers);
    document.put("consumers", known);
    try {
      var written = Files.createTempFile(folder, "apisix", ".tmp");
      Files.writeString(written, yaml().dump(document) + "#END\n");
      // The folder keeps out whom it must: a gateway's workers may be another user.
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(
          written,
          folder.resolve("apisix.yaml"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return marker;
  }

  private static Yaml yaml() {
    var options = new DumperOptions();
    // Routes share what they have of the shipped one, and readers allow but few references.
    options.setDereferenceAliases(true);
    return new Yaml(options);
  }

  private Map<String, Object> chatRoute() {
    return map(list(shipped.get("routes")).getFirst());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return Objects.requireNonNull((Map<String, Object>) value);
  }

  private static List<?> list(@Nullable Object value) {
    return Objects.requireNonNull((List<?>) value);
  }
}
