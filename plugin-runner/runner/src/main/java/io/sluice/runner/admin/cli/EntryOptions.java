package io.sluice.runner.admin.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stored answers a command is for. */
final class EntryOptions {

  @Option(names = "--consumer", description = "who asked")
  private @Nullable String consumer;

  @Option(names = "--department", description = "whose consumer asked")
  private @Nullable String department;

  @Option(names = "--route", description = "on which it was asked")
  private @Nullable String route;

  @Option(names = "--cache", description = "a route, or a shared cache")
  private @Nullable String cache;

  @Option(names = "--question", description = "its very text")
  private @Nullable String question;

  @Option(names = "--request", description = "the X-AI-Request-Id in which the model answered")
  private @Nullable String request;

  @Option(names = "--older-than", paramLabel = "AGE", description = "such as 90s, 5m, 12h or 7d")
  private @Nullable String olderThan;

  /** Returns them as parameters of a call; those that were not given are null. */
  Map<String, @Nullable Object> query() {
    var query = new LinkedHashMap<String, @Nullable Object>();
    query.put("consumer", consumer);
    query.put("department", department);
    query.put("route", route);
    query.put("cache", cache);
    query.put("question", question);
    query.put("request", request);
    query.put("older_than", olderThan);
    return query;
  }

  boolean isEmpty() {
    return query().values().stream().allMatch(Objects::isNull);
  }
}
