package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.Action;
import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Header;
import io.sluice.exchange.Headers;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.RequestId;
import io.sluice.exchange.Sha256;
import io.sluice.exchange.Usage;
import io.sluice.exchange.answer.ProviderAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A provider's complete, successful answer, as it is kept to be given again.
 *
 * <p>A chat completion is kept as one {@code chat.completion} document, whichever form it came in,
 * and is replayed in either. Answers of other protocols are kept as they came and are replayed to
 * the byte, the ids in them included, in the form they came in. Immutable.
 *
 * @param protocol that was asked and answered; known
 * @param streamed whether the document is a stream of events; never of a chat completion
 * @param contentType of the document
 * @param model that the provider says it used; empty when it does not say
 * @param usage as the provider reported it
 * @param document what is kept; at most {@link #MOST_CHARACTERS}
 */
public record RecordedAnswer(
    Protocol protocol,
    boolean streamed,
    String contentType,
    String model,
    Optional<Usage> usage,
    String document) {

  /** More than any model writes; what is larger is not kept. */
  public static final int MOST_CHARACTERS = 8 << 20;

  /** Whether an answer may be kept. */
  public sealed interface Outcome {

    /** It may: this is kept of it. */
    record Taken(RecordedAnswer answer) implements Outcome {}

    /** It may not. */
    record NotTaken(Why why) implements Outcome {}
  }

  /**
   * @throws IllegalArgumentException if the document is too large, or is none that can be replayed
   */
  public RecordedAnswer {
    if (document.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "an answer of %d characters is too large to keep".formatted(document.length()));
    }
    boolean isChat = protocol == Protocol.OPENAI_CHAT;
    if (protocol == Protocol.UNKNOWN || (isChat && ChatDocument.read(document).isEmpty())) {
      throw new IllegalArgumentException("a document of %s can't be replayed".formatted(protocol));
    }
  }

  /**
   * Decides whether an answer may be kept. Never fails; time and memory are linear in the body.
   *
   * @param asked the request that was answered
   * @param contentType of the response, may be wrong or empty: the body decides where it is clear
   * @param body the response, decoded from UTF-8
   * @param complete whether the client got all of it, as far as the gateway knows
   */
  public static Outcome of(
      ChatRequest asked, int status, String contentType, String body, boolean complete) {
    return Recording.of(asked, status, contentType, body, complete);
  }

  /**
   * Returns what the model wrote, read from the document at each call; of embeddings, which have no
   * text, the document itself.
   */
  public String text() {
    return switch (protocol) {
      case OPENAI_CHAT -> ChatDocument.read(document).map(ChatDocument::content).orElse("");
      case OPENAI_EMBEDDINGS -> document;
      default -> ProviderAnswer.read(contentType, document).text();
    };
  }

  /**
   * Returns 32 hexadecimal digits of the SHA-256 of the text: answers that say the same have the
   * same, whatever their ids, times and forms. It is computed at each call.
   */
  public String digest() {
    return HexFormat.of().formatHex(Sha256.of(text()), 0, 16);
  }

  /** Returns whether this answer can be replayed in the form that a request asks for. */
  public boolean fits(ChatRequest asked) {
    if (asked.protocol() != protocol) {
      return false;
    }
    boolean hasUsage = usage.isPresent() || !asked.streamUsage();
    return protocol == Protocol.OPENAI_CHAT || (asked.stream() == streamed && hasUsage);
  }

  /**
   * Returns the answer in the form that a request asks for: a chat completion with the id {@code
   * chatcmpl-} and the request's, as of now; anything else as it was recorded.
   *
   * <p>A stream that is to end with its usage does so if the provider reported one.
   *
   * @param id of the exchange that is answered
   * @throws IllegalArgumentException if it does not fit
   */
  public Action.Stop replay(ChatRequest asked, RequestId id, Instant now) {
    return replay(asked, id, now, Headers.none());
  }

  /**
   * Returns the answer in the form that a request asks for, with more headers.
   *
   * @param more besides the content type
   * @throws IllegalArgumentException if it does not fit
   */
  public Action.Stop replay(ChatRequest asked, RequestId id, Instant now, Headers more) {
    if (!fits(asked)) {
      throw new IllegalArgumentException("%s does not fit %s".formatted(this, asked));
    }
    var chat =
        protocol == Protocol.OPENAI_CHAT
            ? ChatDocument.read(document).map(answer -> new ChatReplay(answer, asked, id, now))
            : Optional.<ChatReplay>empty();
    boolean asEvents = chat.isPresent() && asked.stream();
    var body = chat.map(replay -> asEvents ? replay.events() : replay.json()).orElse(document);
    var headers = new ArrayList<Header>();
    headers.add(new Header("Content-Type", asEvents ? ContentTypes.EVENTS : contentType));
    headers.addAll(more.asList());
    return new Action.Stop(200, Headers.of(List.copyOf(headers)), body.getBytes(UTF_8));
  }

  /** Returns this answer in a compressed form that {@link #decode} reads, in later versions too. */
  public byte[] encode() {
    return Encoded.write(this);
  }

  /**
   * Reads what {@link #encode} wrote; empty if the bytes are anything else, are damaged or cut, or
   * of a version to come. Never fails; memory is bounded by the size of the bytes.
   */
  public static Optional<RecordedAnswer> decode(byte[] bytes) {
    return Encoded.read(bytes);
  }

  /** Without the document: it is content. */
  @Override
  public String toString() {
    return "RecordedAnswer[%s, %s, %d characters]".formatted(protocol, model, document.length());
  }
}
