package io.sluice.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import io.sluice.exchange.DependencyException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index of answers whose embeddings have as many dimensions: its name, and how it comes to be.
 *
 * @param alias by which it is read and written; nothing is ever written where it is missing, since
 *     Elasticsearch would then guess a mapping
 * @param everywhere picks the indices of all dimensions
 */
record AnswerIndex(String alias, String everywhere, int dimensions) {

  /** Of the mapping: one that older runners can't live with gets another. */
  private static final int VERSION = 1;

  private static final String TEMPLATE = template();

  static AnswerIndex of(String prefix, int dimensions) {
    var version = "%s-answers-v%d-".formatted(prefix, VERSION);
    return new AnswerIndex(version + dimensions, version + "*", dimensions);
  }

  /** The index behind the alias, until somebody copies it to another. */
  private String first() {
    return alias + "-000001";
  }

  /**
   * Makes template and index, each unless it is there: whoever does it at the same time, or has
   * changed the template's settings meanwhile, is not disturbed.
   */
  void create(Elasticsearch server, Deadline deadline) {
    unlessThere(
        server,
        deadline,
        "illegal_argument_exception",
        client ->
            client
                .indices()
                .putIndexTemplate(request ->
                    request.withJson(new StringReader(body())).name(alias).create(true)));
    unlessThere(
        server,
        deadline,
        "resource_already_exists_exception",
        client ->
            client
                .indices()
                .create(request -> request.withJson(new StringReader(mapping())).index(first())));
  }

  private static <T> void unlessThere(
      Elasticsearch server,
      Deadline deadline,
      String thereAlready,
      Function<ElasticsearchAsyncClient, CompletableFuture<T>> request) {
    try {
      server.call("make the index of answers", deadline, request);
    } catch (DependencyException e) {
      if (!(e.getCause() instanceof RefusedException refused
          && refused.status() == 400
          && refused.kind().equals(thereAlready))) {
        throw e;
      }
    }
  }

  private String body() {
    return TEMPLATE.replace("@name@", alias).replace("@dimensions@", Integer.toString(dimensions));
  }

  /** The mapping, said again: a template of somebody else's may come before ours. */
  private String mapping() {
    var template = (ObjectNode) StoredAnswer.JSON.readTree(body()).get("template");
    template.remove("settings");
    return template.toString();
  }

  private static String template() {
    try (var stream = AnswerIndex.class.getResourceAsStream("answers.json")) {
      return new String(
          Objects.requireNonNull(stream, "answers.json").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
