package io.sluice.elasticsearch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The URL of one node; without secrets, which have keys of their own. */
record NodeUrl(URI uri) {

  private static final int PORT = 9200;

  /** Reads URLs with commas between; empty if one is not as it must be. */
  static Optional<List<NodeUrl>> parse(String urls) {
    var nodes = new ArrayList<NodeUrl>();
    for (var url : urls.split(",", -1)) {
      var node = one(url.strip());
      if (node.isEmpty()) {
        return Optional.empty();
      }
      nodes.add(node.get());
    }
    return Optional.of(nodes);
  }

  private static Optional<NodeUrl> one(String url) {
    try {
      var uri = new URI(url);
      if (uri.getScheme() == null
          || uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || uri.getFragment() != null) {
        return Optional.empty();
      }
      var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      if (!Set.of("http", "https").contains(scheme) || uri.getPort() > 65_535) {
        return Optional.empty();
      }
      int port = uri.getPort() < 0 ? PORT : uri.getPort();
      return Optional.of(
          new NodeUrl(new URI(scheme, null, uri.getHost(), port, uri.getPath(), null, null)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  boolean isSecure() {
    return "https".equals(uri.getScheme());
  }

  /** Hides what may be a password. */
  static String redacted(String urls) {
    return urls.replaceAll("//[^,/]*@", "//***@");
  }
}
