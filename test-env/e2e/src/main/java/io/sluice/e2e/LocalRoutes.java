package io.sluice.e2e;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Writes the {@code apisix.yaml} of the test environment: {@code --routes FILE --folder FOLDER}.
 *
 * <p>{@code --fast}, {@code --smart} and {@code --runner} name, as {@code HOST:PORT}, where the
 * providers and the runner's management HTTP are if not where the shipped file says.
 *
 * <p>Secrets come from the environment: {@code SLUICE_EXCHANGES_TOKEN}, and {@code OPENAI_API_KEY}
 * where the real provider shall answer what is hard.
 */
public final class LocalRoutes {

  private LocalRoutes() {}

  public static void main(String[] args) {
    var options = Options.parse(Set.of("routes", "folder", "fast", "smart", "runner"), args);
    var token = System.getenv("SLUICE_EXCHANGES_TOKEN");
    if (token == null || token.isEmpty()) {
      throw new IllegalArgumentException("SLUICE_EXCHANGES_TOKEN is needed");
    }
    var routes =
        new RouteFile(
            Path.of(options.need("routes")),
            Path.of(options.need("folder")),
            Map.of(
                "127.0.0.1:9401",
                options.get("fast", "127.0.0.1:9401"),
                "127.0.0.1:9402",
                options.get("smart", "127.0.0.1:9402"),
                "127.0.0.1:9381",
                options.get("runner", "127.0.0.1:9381"),
                "change-me",
                token));
    var key = System.getenv("OPENAI_API_KEY");
    if (key != null && !key.isEmpty()) {
      routes.useOpenAi(key);
    }
    routes.add("plain", Map.of("ext-plugin-pre-req", RouteFile.LEFT_OUT));
    routes.write();
  }
}
