package io.sluice.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * A URL of one or more nodes, taken apart.
 *
 * @param nodes at least one
 * @param user empty for the default user
 * @param password empty for none
 * @param database at least 0
 */
record RedisUrl(boolean tls, List<HostAndPort> nodes, String user, String password, int database) {

  private static final int DEFAULT_PORT = 6379;

  /** After the first comma the scheme may be repeated. */
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>rediss?)://((?<user>[^:@/,]*):(?<password>[^@/,]+)@)?"
              + "(?<nodes>[^/@]+?(,rediss?://[^/@,]+)*)(/(?<database>\\d{1,4})?)?");

  private static final Pattern NODE =
      Pattern.compile(
          "(?:rediss?://)?(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:(?<port>\\d{1,5}))?");

  private static final Pattern SECRET = Pattern.compile("//[^/]*@");

  static Optional<RedisUrl> parse(String url) {
    var parts = URL.matcher(url.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    var nodes = new ArrayList<HostAndPort>();
    for (var text : parts.group("nodes").split(",", -1)) {
      var node = node(text.strip());
      if (node == null) {
        return Optional.empty();
      }
      nodes.add(node);
    }
    return Optional.of(
        new RedisUrl(
            parts.group("scheme").equals("rediss"),
            List.copyOf(nodes),
            decoded(parts.group("user")),
            decoded(parts.group("password")),
            parts.group("database") == null ? 0 : Integer.parseInt(parts.group("database"))));
  }

  private static @Nullable HostAndPort node(String text) {
    var parts = NODE.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    int port = parts.group("port") == null ? DEFAULT_PORT : Integer.parseInt(parts.group("port"));
    var host = parts.group("host").replaceAll("[\\[\\]]", "");
    return port >= 1 && port <= 65535 ? new HostAndPort(host, port) : null;
  }

  /** A password may hold what means something in a URL, written as %40 and the like. */
  private static String decoded(@Nullable String text) {
    return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns a URL without its secrets, for messages; it need not be a proper one. */
  static String redacted(String url) {
    return SECRET.matcher(url).replaceAll("//***@");
  }

  @Override
  public String toString() {
    return "RedisUrl[nodes=" + nodes + "]";
  }
}
