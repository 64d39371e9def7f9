package io.sluice.exchange.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.exchange.ChatRequest;
import io.sluice.exchange.Protocol;
import io.sluice.exchange.answer.EventStream;
import io.sluice.exchange.answer.ProviderAnswer;
import io.sluice.exchange.replay.RecordedAnswer.Outcome;
import java.util.Optional;
import java.util.Set;

/** One answer being judged: kept only if nothing speaks against it. */
final class Recording {

  private final ChatRequest asked;
  private final String contentType;
  private final String body;
  private final boolean streamed;
  private final ProviderAnswer answer;
  private final Reading reading;

  /** Whether every document could be read. */
  private boolean readable = true;

  /** Whether the last event of a stream was {@code [DONE]}. */
  private boolean done;

  private Recording(ChatRequest asked, String contentType, String body) {
    this.asked = asked;
    this.contentType = contentType;
    this.body = body;
    streamed = EventStream.is(contentType, body);
    answer = ProviderAnswer.read(contentType, body);
    reading = reading();
  }

  static Outcome of(
      ChatRequest asked, int status, String contentType, String body, boolean complete) {
    if (status != 200) {
      return new Outcome.NotTaken(Why.STATUS);
    }
    if (!complete) {
      return new Outcome.NotTaken(Why.INCOMPLETE);
    }
    if (body.length() > RecordedAnswer.MOST_CHARACTERS) {
      return new Outcome.NotTaken(Why.TOO_LARGE);
    }
    if (asked.protocol() == Protocol.UNKNOWN) {
      return new Outcome.NotTaken(Why.UNKNOWN_FORM);
    }
    var recording = new Recording(asked, contentType, body);
    recording.read();
    return recording.objection().<Outcome>map(Outcome.NotTaken::new).orElseGet(recording::document);
  }

  private Reading reading() {
    return switch (asked.protocol()) {
      case OPENAI_CHAT -> streamed ? new ChatStreamReading() : new ChatReading();
      case OPENAI_COMPLETIONS -> new CompletionsReading();
      case OPENAI_RESPONSES -> new ResponsesReading();
      case OPENAI_EMBEDDINGS -> new EmbeddingsReading(asked);
      case ANTHROPIC_MESSAGES -> new MessagesReading();
      case UNKNOWN -> throw new IllegalArgumentException("an unknown protocol has no answers");
    };
  }

  private void read() {
    if (streamed) {
      EventStream.read(body, this::readEvent);
    } else {
      done = true;
      readDocument(body);
    }
  }

  private void readEvent(String data) {
    done = data.strip().equals("[DONE]");
    if (!done) {
      readDocument(data);
    }
  }

  private void readDocument(String text) {
    Wire.object(text).ifPresentOrElse(reading::take, () -> readable = false);
  }

  /** Returns what speaks against the answer, the weightiest first. */
  private Optional<Why> objection() {
    if (answer.error().isPresent()) {
      return Optional.of(Why.ERROR);
    }
    // A letter that UTF-8 does not have can't be kept.
    if (!answer.recognised() || !UTF_8.newEncoder().canEncode(body)) {
      return Optional.of(Why.UNRECOGNISED);
    }
    if (!answer.finished()) {
      return Optional.of(Why.INCOMPLETE);
    }
    if (!readable) {
      return Optional.of(streamed ? Why.INCOMPLETE : Why.UNKNOWN_FORM);
    }
    if (!reading.isOfProtocol() || !isFormAsked()) {
      return Optional.of(Why.UNKNOWN_FORM);
    }
    if (!reading.isEnded(done)) {
      return Optional.of(Why.INCOMPLETE);
    }
    return objectionToWhatItSays().or(reading::objection).or(this::objectionToText);
  }

  /** Only chat completions are turned from one form into the other. */
  private boolean isFormAsked() {
    return asked.protocol() == Protocol.OPENAI_CHAT || asked.stream() == streamed;
  }

  private Optional<Why> objectionToWhatItSays() {
    boolean isList = asked.protocol() == Protocol.OPENAI_EMBEDDINGS;
    if (answer.texts().size() != 1 && !isList) {
      return Optional.of(Why.CHOICES);
    }
    if (!answer.toolCalls().isEmpty() || !answer.builtInCalls().isEmpty()) {
      return Optional.of(Why.TOOL_CALLS);
    }
    if (!answer.refusal().isEmpty()) {
      return Optional.of(Why.REFUSAL);
    }
    return isComplete() ? Optional.empty() : Optional.of(Why.FINISH_REASON);
  }

  private boolean isComplete() {
    var complete =
        switch (asked.protocol()) {
          case OPENAI_CHAT, OPENAI_COMPLETIONS -> Set.of("stop");
          case OPENAI_RESPONSES -> Set.of("completed");
          case ANTHROPIC_MESSAGES -> Set.of("end_turn", "stop_sequence");
          case OPENAI_EMBEDDINGS -> Set.of("");
          case UNKNOWN -> Set.<String>of();
        };
    return complete.contains(answer.finishReason());
  }

  private Optional<Why> objectionToText() {
    boolean hasNone = asked.protocol() != Protocol.OPENAI_EMBEDDINGS && answer.text().isEmpty();
    return hasNone ? Optional.of(Why.EMPTY) : Optional.empty();
  }

  private Outcome document() {
    boolean isChat = reading instanceof ChatForm;
    var document =
        reading instanceof ChatForm form
            ? form.document().map(ChatDocument::json).orElse("")
            : body;
    if (document.length() > RecordedAnswer.MOST_CHARACTERS) {
      return new Outcome.NotTaken(Why.TOO_LARGE);
    }
    // Two readings that differ would make an answer say one thing today and another tomorrow.
    if (isChat && ChatDocument.read(document).filter(this::isSaid).isEmpty()) {
      return new Outcome.NotTaken(Why.UNRECOGNISED);
    }
    boolean asEvents = streamed && !isChat;
    var type = asEvents ? ContentTypes.EVENTS : ContentTypes.JSON;
    return new Outcome.Taken(
        new RecordedAnswer(
            asked.protocol(),
            asEvents,
            isChat || contentType.isEmpty() ? type : contentType,
            answer.model(),
            answer.usage(),
            document));
  }

  private boolean isSaid(ChatDocument document) {
    return document.content().equals(answer.text());
  }
}
