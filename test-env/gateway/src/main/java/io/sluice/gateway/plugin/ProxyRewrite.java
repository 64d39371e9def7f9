package io.sluice.gateway.plugin;

import io.sluice.gateway.config.Block;
import io.sluice.gateway.exchange.Answer;
import io.sluice.gateway.exchange.Exchange;
import io.sluice.gateway.exchange.Uris;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code proxy-rewrite}: changes path, host, method and headers of what goes upstream. */
final class ProxyRewrite implements Plugin {

  private record RegexUri(Pattern pattern, String replacement) {}

  private record HeaderChanges(
      Map<String, Template> add, Map<String, Template> set, List<String> remove) {}

  private final Optional<Template> uri;
  private final Optional<RegexUri> regexUri;
  private final Optional<String> host;
  private final Optional<String> method;
  private final HeaderChanges headers;

  private ProxyRewrite(
      Optional<Template> uri,
      Optional<RegexUri> regexUri,
      Optional<String> host,
      Optional<String> method,
      HeaderChanges headers) {
    this.uri = uri;
    this.regexUri = regexUri;
    this.host = host;
    this.method = method;
    this.headers = headers;
  }

  static Optional<ProxyRewrite> read(Block block) {
    return Optional.of(
        new ProxyRewrite(
            block.text("uri").map(Template::of),
            regex(block),
            block.text("host"),
            block.text("method"),
            block
                .block("headers")
                .map(ProxyRewrite::headers)
                .orElse(new HeaderChanges(Map.of(), Map.of(), List.of()))));
  }

  private static Optional<RegexUri> regex(Block block) {
    var parts = block.texts("regex_uri");
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    if (parts.size() != 2) {
      block.problem("regex_uri must be a pattern and a replacement");
      return Optional.empty();
    }
    try {
      return Optional.of(new RegexUri(Pattern.compile(parts.get(0)), parts.get(1)));
    } catch (PatternSyntaxException e) {
      block.problem("regex_uri is not a pattern: " + e.getDescription());
      return Optional.empty();
    }
  }

  private static HeaderChanges headers(Block block) {
    if (!block.has("set") && !block.has("add") && !block.has("remove")) {
      return new HeaderChanges(Map.of(), templates(block), List.of());
    }
    var changes =
        new HeaderChanges(
            block.block("add").map(ProxyRewrite::templates).orElse(Map.of()),
            block.block("set").map(ProxyRewrite::templates).orElse(Map.of()),
            block.texts("remove"));
    block.done();
    return changes;
  }

  private static Map<String, Template> templates(Block block) {
    var templates = new LinkedHashMap<String, Template>();
    for (var name : block.keys()) {
      templates.put(name, Template.of(block.text(name, "")));
    }
    return templates;
  }

  @Override
  public int priority() {
    return 1008;
  }

  @Override
  public Optional<Answer> rewrite(Exchange exchange) {
    var destination = exchange.destination();
    newUri(exchange).ifPresent(path -> destination.uri(withArgs(path, exchange)));
    host.ifPresent(destination::host);
    method.ifPresent(destination::method);
    var request = exchange.request().headers();
    headers.add().forEach((name, value) -> request.add(name, value.resolve(exchange)));
    headers.set().forEach((name, value) -> request.put(name, value.resolve(exchange)));
    headers.remove().forEach(request::remove);
    return Optional.empty();
  }

  private Optional<String> newUri(Exchange exchange) {
    return uri.map(template -> template.resolve(exchange))
        .or(() ->
            regexUri.map(regex ->
                regex
                    .pattern()
                    .matcher(exchange.request().path())
                    .replaceFirst(regex.replacement())));
  }

  private static String withArgs(String uri, Exchange exchange) {
    var question = uri.indexOf('?');
    var path = Uris.escapePath(question < 0 ? uri : uri.substring(0, question));
    var own = question < 0 ? "" : uri.substring(question);
    var args = exchange.text("args").orElse("");
    if (args.isEmpty()) {
      return path + own;
    }
    return path + own + (own.isEmpty() ? "?" : "&") + args;
  }
}
