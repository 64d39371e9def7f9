package io.sluice.exchange;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request's body: the bytes as they came, and what was understood of them.
 *
 * <p>A change is spliced into the bytes, so that whatever nobody understands reaches the provider
 * as the client wrote it. Immutable.
 */
public final class ChatRequest {

  /**
   * Where APIs are served whose bodies look like chat completions and mean something else:
   * Anthropic's messages, Bedrock's converse, Ollama's and Cohere's chat.
   */
  private static final Pattern OTHER_APIS =
      Pattern.compile(".*/(messages(/count_tokens)?|converse(-stream)?|(api|v2)/chat)/?");

  private final byte[] body;
  private final ChatBody read;

  private ChatRequest(byte[] body, ChatBody read) {
    this.body = body;
    this.read = read;
  }

  /**
   * Reads a body; one that can't be understood is a request of {@link Protocol#UNKNOWN}.
   *
   * @param body kept, not copied: the caller gives it away
   */
  public static ChatRequest of(byte[] body) {
    return new ChatRequest(body, ChatBody.read(body));
  }

  /**
   * Reads the body of a request to a path, which tells apart what bodies alone do not.
   *
   * @param path without the query
   * @param body kept, not copied
   */
  public static ChatRequest of(String path, byte[] body) {
    return OTHER_APIS.matcher(path).matches() ? new ChatRequest(body, ChatBody.UNKNOWN) : of(body);
  }

  /** Returns the protocol that the body speaks. */
  public Protocol protocol() {
    return read.protocol();
  }

  /** Returns the model that the body names. */
  public Optional<String> model() {
    return Optional.ofNullable(read.model());
  }

  /** Returns whether the answer is to be streamed. */
  public boolean stream() {
    return read.stream();
  }

  /** Returns the conversation, oldest message first. */
  public List<Message> messages() {
    return read.messages();
  }

  /** Returns the text of the last message of the user; empty when there is none. */
  public String lastUserText() {
    for (var message : messages().reversed()) {
      if (message.role().equals("user")) {
        return message.text();
      }
    }
    return "";
  }

  /**
   * Returns the same request for another model; every other byte stays.
   *
   * <p>A body that names the model twice gets the new one twice: which of the two a provider would
   * read is not for a client to choose.
   *
   * @throws IllegalStateException if the protocol is unknown
   */
  public ChatRequest withModel(String model) {
    if (protocol() == Protocol.UNKNOWN) {
      throw new IllegalStateException("a body that was not understood has no model");
    }
    var quoted = Json.utf8(Json.quote(model));
    var changed = new ByteArrayOutputStream(body.length + quoted.length + 16);
    var places = new ArrayList<Span>();
    int from = 0;
    for (var span : read.modelSpans()) {
      changed.write(body, from, span.start() - from);
      places.add(write(quoted, changed));
      from = span.end();
    }
    if (read.modelSpans().isEmpty()) {
      changed.write(body, 0, read.insertAt());
      changed.writeBytes(Json.utf8("\"model\":"));
      places.add(write(quoted, changed));
      changed.writeBytes(Json.utf8(","));
      from = read.insertAt();
    }
    changed.write(body, from, body.length - from);
    return new ChatRequest(changed.toByteArray(), read.withModel(model, places));
  }

  private static Span write(byte[] quoted, ByteArrayOutputStream changed) {
    int start = changed.size();
    changed.writeBytes(quoted);
    return new Span(start, changed.size());
  }

  /** Returns the bytes, not copied: the caller does not change them. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return "ChatRequest[%s, %d bytes]".formatted(protocol(), body.length);
  }
}
