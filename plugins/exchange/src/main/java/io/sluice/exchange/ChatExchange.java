package io.sluice.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the plugins of its route, as the plugins before left it.
 *
 * <p>Immutable: a change makes a new one. What was computed from the question stays with all of
 * them, so that several plugins embed it once.
 */
public final class ChatExchange {

  private final RequestId id;
  private final Subject subject;
  private final String method;
  private final String path;
  private final Headers headers;
  private final ChatRequest request;
  private final @Nullable Target target;
  private final List<Decision> decisions;
  private final Map<Class<?>, Record> kept;
  private final Embeddings embeddings;

  private ChatExchange(
      RequestId id,
      Subject subject,
      String method,
      String path,
      Headers headers,
      ChatRequest request,
      @Nullable Target target,
      List<Decision> decisions,
      Map<Class<?>, Record> kept,
      Embeddings embeddings) {
    this.id = id;
    this.subject = subject;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.request = request;
    this.target = target;
    this.decisions = decisions;
    this.kept = kept;
    this.embeddings = embeddings;
  }

  /** Begins an exchange with what the client posted. */
  public static ChatExchange begin(
      RequestId id, Subject subject, String path, Headers headers, ChatRequest request) {
    return begin(id, subject, "POST", path, headers, request);
  }

  /**
   * Begins an exchange with what the client sent.
   *
   * @param method upper case
   */
  public static ChatExchange begin(
      RequestId id,
      Subject subject,
      String method,
      String path,
      Headers headers,
      ChatRequest request) {
    return new ChatExchange(
        id, subject, method, path, headers, request, null, List.of(), Map.of(), new Embeddings());
  }

  /** Returns what names this exchange everywhere. */
  public RequestId id() {
    return id;
  }

  /** Returns who asks. */
  public Subject subject() {
    return subject;
  }

  /** Returns the method of the request, upper case. */
  public String method() {
    return method;
  }

  /** Returns the path of the request. */
  public String path() {
    return path;
  }

  /** Returns the headers of the request. */
  public Headers headers() {
    return headers;
  }

  /** Returns the body. */
  public ChatRequest request() {
    return request;
  }

  /**
   * Returns the body as it was before its prompt was compressed, for the model that it names now.
   */
  public ChatRequest uncompressed() {
    return kept(Uncompressed.class)
        .flatMap(Uncompressed::request)
        .map(before ->
            request
                .model()
                .filter(model -> !before.model().equals(Optional.of(model)))
                .map(before::withModel)
                .orElse(before))
        .orElse(request);
  }

  /** Returns where the request goes; empty until a plugin has chosen. */
  public Optional<Target> target() {
    return Optional.ofNullable(target);
  }

  /** Returns what was decided so far and why, oldest first. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** Returns what a plugin keeps of that class; empty when it keeps nothing. */
  public <T extends Record> Optional<T> kept(Class<T> type) {
    return Optional.ofNullable(type.cast(kept.get(type)));
  }

  /**
   * Embeds a text of this exchange, once for each model however many plugins ask.
   *
   * @throws DependencyException if the model fails
   */
  public Embedding embedding(String text, EmbeddingModel model) {
    return embeddings.of(text, model);
  }

  /** Returns the exchange after a change; changes to arguments and response do not show in it. */
  public ChatExchange with(Change change) {
    return switch (change) {
      case Change.RouteTo(Target to) -> copy(path, headers, routed(to), to, decisions, kept);
      case Change.SetHeader(String name, String value) ->
          copy(path, headers.with(name, value), request, target, decisions, kept);
      case Change.DeleteHeader(String name) ->
          copy(path, headers.without(name), request, target, decisions, kept);
      case Change.SetPath(String to) -> copy(to, headers, request, target, decisions, kept);
      case Change.SetBody(ChatRequest to) -> copy(path, headers, to, target, decisions, kept);
      case Change.Keep(Record more) -> {
        var all = new HashMap<>(kept);
        all.put(more.getClass(), more);
        yield copy(path, headers, request, target, decisions, Map.copyOf(all));
      }
      case Change.Explain(Decision decision) -> {
        var more = new ArrayList<>(decisions);
        more.add(decision);
        yield copy(path, headers, request, target, List.copyOf(more), kept);
      }
      case Change.AddResponseHeader ignored -> this;
      case Change.SetArgument ignored -> this;
      case Change.DeleteArgument ignored -> this;
    };
  }

  private ChatRequest routed(Target to) {
    return request.protocol() == Protocol.UNKNOWN ? request : request.withModel(to.model());
  }

  private ChatExchange copy(
      String path,
      Headers headers,
      ChatRequest request,
      @Nullable Target target,
      List<Decision> decisions,
      Map<Class<?>, Record> kept) {
    return new ChatExchange(
        id, subject, method, path, headers, request, target, decisions, kept, embeddings);
  }
}
