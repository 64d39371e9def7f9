package io.sluice.exchange;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request's body: the bytes as they came, and what was understood of them.
 *
 * <p>A change is spliced into the bytes, so that whatever nobody understands reaches the provider
 * as the client wrote it. Immutable.
 */
public final class ChatRequest {

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
    return new ChatRequest(body, ChatBody.read(null, body));
  }

  /**
   * Reads the body of a request to a path, which tells apart what bodies alone do not.
   *
   * @param path without the query
   * @param body kept, not copied
   */
  public static ChatRequest of(String path, byte[] body) {
    return new ChatRequest(body, ChatBody.read(Protocol.ofPath(path).orElse(null), body));
  }

  /** Returns how the bytes are written, whatever they say. */
  public Form form() {
    return read.form();
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

  /**
   * Returns whether the body asks that its stream ends with the usage, which chat completions and
   * legacy completions may; a body that contradicts itself does not.
   */
  public boolean streamUsage() {
    return mayAskForStreamUsage() && read.usageEdits().isEmpty();
  }

  /**
   * Returns the most completion tokens that the body allows one answer; empty: it sets no limit.
   */
  public OptionalLong maxCompletionTokens() {
    var most = read.maxCompletionTokens();
    return most == null ? OptionalLong.empty() : OptionalLong.of(most);
  }

  /** Returns how many answers the body asks for, 1 to 1,000. */
  public int choices() {
    return read.choices();
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

  /**
   * Returns the same request, whose stream ends with its usage; itself when it does so already, is
   * not streamed, or is of a protocol that says nothing of it.
   *
   * <p>A body that says it does not want the usage gets it too.
   */
  public ChatRequest withStreamUsage() {
    if (!mayAskForStreamUsage() || streamUsage()) {
      return this;
    }
    var changed = new ByteArrayOutputStream(body.length + 64);
    int from = 0;
    for (var edit : read.usageEdits()) {
      changed.write(body, from, edit.start() - from);
      changed.writeBytes(Json.utf8(edit.text()));
      from = edit.end();
    }
    changed.write(body, from, body.length - from);
    return withBody(changed.toByteArray());
  }

  /**
   * Returns the same request for so many answers; itself for one, and where the body may say
   * already how many it wants.
   */
  public ChatRequest withChoices(int choices) {
    if (choices <= 1 || protocol() != Protocol.OPENAI_CHAT || mayNameChoices()) {
      return this;
    }
    var changed = new ByteArrayOutputStream(body.length + 16);
    changed.write(body, 0, read.insertAt());
    changed.writeBytes(Json.utf8("\"n\":" + choices + ","));
    changed.write(body, read.insertAt(), body.length - read.insertAt());
    return withBody(changed.toByteArray());
  }

  /** Returns a request of the same protocol with another body. */
  ChatRequest withBody(byte[] other) {
    return new ChatRequest(other, ChatBody.read(protocol(), other));
  }

  /** Also where {@code "n"} stands in a text: then nobody is asked twice, which does no harm. */
  private boolean mayNameChoices() {
    for (int i = 0; i + 2 < body.length; i++) {
      if (body[i] == '"' && body[i + 1] == 'n' && body[i + 2] == '"') {
        return true;
      }
    }
    return false;
  }

  private boolean mayAskForStreamUsage() {
    return stream()
        && (protocol() == Protocol.OPENAI_CHAT || protocol() == Protocol.OPENAI_COMPLETIONS);
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
