package io.sluice.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import io.sluice.exchange.DependencyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A cluster to talk to, of which those nodes are asked that answer. Thread-safe; connects when it
 * is first asked, so that it can be made while the servers are away.
 */
public final class Elasticsearch implements AutoCloseable {

  private static final String NAME = "elasticsearch";

  private final ElasticsearchConfig config;
  private final List<Node> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  public Elasticsearch(ElasticsearchConfig config) {
    this.config = config;
    this.nodes = config.nodes().stream().map(uri -> new Node(uri, config)).toList();
  }

  ElasticsearchConfig config() {
    return config;
  }

  Deadline deadline() {
    return Deadline.in(config.timeout());
  }

  /**
   * Asks one node, or the next where that can't be reached.
   *
   * @throws DependencyException if none answers before the deadline, or one answers with an error,
   *     which is then a {@link RefusedException}
   */
  <T> T call(
      String action,
      Deadline deadline,
      Function<ElasticsearchAsyncClient, CompletableFuture<T>> request) {
    IOException unreachable = new IOException("no node is configured");
    for (var node : inTurn()) {
      try {
        return await(node, request, deadline);
      } catch (IOException e) {
        if (e instanceof RefusedException refused && !refused.isOfThisNodeOnly()) {
          throw new DependencyException(NAME, action, e);
        }
        node.rest();
        unreachable = e;
      } catch (TimeoutException e) {
        node.rest();
        throw new DependencyException(NAME, action, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DependencyException(NAME, action, e);
      }
    }
    throw new DependencyException(NAME, action, unreachable);
  }

  /** Sends what nobody waits for, to one node. */
  <T> CompletableFuture<T> send(Function<ElasticsearchAsyncClient, CompletableFuture<T>> request) {
    return request.apply(inTurn().getFirst().client());
  }

  private List<Node> inTurn() {
    if (nodes.size() == 1) {
      return nodes;
    }
    var order = new ArrayList<Node>();
    int first = Math.floorMod(turn.getAndIncrement(), nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      order.add(nodes.get((first + i) % nodes.size()));
    }
    order.sort(Comparator.comparingLong(Node::restMillis));
    return order;
  }

  private static <T> T await(
      Node node,
      Function<ElasticsearchAsyncClient, CompletableFuture<T>> request,
      Deadline deadline)
      throws IOException, TimeoutException, InterruptedException {
    // The HTTP client would call it a failure of the node.
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("interrupted before the request");
    }
    var answer = request.apply(node.client());
    try {
      return answer.get(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TimeoutException("no answer within " + deadline.timeout());
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    } finally {
      // Also frees the connection of what was given up; what is done can't be cancelled.
      answer.cancel(true);
    }
  }

  private static IOException failure(Throwable cause) {
    return switch (cause) {
      case ElasticsearchException e ->
          new RefusedException(e.status(), Objects.toString(e.error().type(), ""));
      case TransportException e when e.statusCode() >= 0 ->
          new RefusedException(e.statusCode(), "");
      case ResponseException e -> new RefusedException(e.getResponse().getStatusCode(), "");
      case IOException e -> e;
      // Of a library: its words may quote the answer.
      default -> new IOException("unexpected " + cause.getClass().getName());
    };
  }

  /** Returns whether a call failed since the index is not there. */
  static boolean isMissingIndex(DependencyException failure) {
    return failure.getCause() instanceof RefusedException refused
        && refused.kind().equals("index_not_found_exception");
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }
}
