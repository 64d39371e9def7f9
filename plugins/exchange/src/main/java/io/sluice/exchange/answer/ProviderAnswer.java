package io.sluice.exchange.answer;

import io.sluice.exchange.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What a provider's response says, whichever API it speaks: OpenAI chat, legacy completions,
 * embeddings and responses, Anthropic messages, Google generateContent and interactions, Bedrock
 * converse, Cohere chat, Ollama; each whole or streamed.
 *
 * @param recognised whether the body is an answer or an error of one of them
 * @param finished whether the end of the answer was read; if not, the answer is cut and {@code
 *     usage} is a lower bound
 * @param model that the provider says it used; empty when it does not say
 * @param texts what the model answered, one for each choice
 * @param refusal what the model said instead of answering, where the API tells that apart
 * @param reasoning what the model wrote before its answer, as far as the provider shows it
 * @param toolCalls calls of the client's functions, of all choices
 * @param builtInCalls calls of other tools (search, code, shell), which providers run themselves
 * @param finishReason of the first choice, in the API's own word; empty when it does not say
 * @param usage as the provider reports it
 * @param error the message, if the body is an error or the stream ended in one; may be empty
 */
public record ProviderAnswer(
    boolean recognised,
    boolean finished,
    String model,
    List<String> texts,
    String refusal,
    String reasoning,
    List<ToolCall> toolCalls,
    List<ToolCall> builtInCalls,
    String finishReason,
    Optional<Usage> usage,
    Optional<String> error) {

  public ProviderAnswer {
    texts = List.copyOf(texts);
    toolCalls = List.copyOf(toolCalls);
    builtInCalls = List.copyOf(builtInCalls);
  }

  /**
   * Reads a response. Never fails: what is malformed, cut or unknown is not recognised. The text of
   * a cut body is a prefix of the whole body's text, unless a stream ends with a summary that has
   * another. Time and memory are linear in the body.
   *
   * @param contentType of the response, may be wrong or empty: the body decides where it is clear
   * @param body all of the response, or its beginning
   */
  public static ProviderAnswer read(String contentType, String body) {
    var draft = new Draft();
    if (EventStream.is(contentType, body)) {
      draft.streamed = true;
      EventStream.read(body, event -> readEvent(event, draft));
    } else {
      var documents = JsonText.documents(body);
      // Several documents are a stream without event framing, as Ollama and Google send it.
      draft.streamed = documents.nodes().size() > 1;
      documents.nodes().forEach(node -> Shapes.read(node, draft));
      if (!draft.streamed) {
        draft.ended = documents.whole() && !draft.more;
      }
    }
    return draft.answer();
  }

  private static void readEvent(String data, Draft draft) {
    if (data.strip().equals("[DONE]")) {
      draft.ended = true;
    } else {
      // A cut event is left out: what it lacks might change what the rest of it means.
      JsonText.wholeDocuments(data).forEach(node -> Shapes.read(node, draft));
    }
  }

  /** Returns what the model answered in the first choice; empty if it wrote no text. */
  public String text() {
    return texts.isEmpty() ? "" : texts.getFirst();
  }

  /**
   * Returns everything that is billed as completion, to be counted when usage is missing: the texts
   * of all choices, refusal, reasoning, and names and arguments of calls.
   */
  public String billedText() {
    var all = new StringBuilder();
    texts.forEach(text -> append(all, text));
    append(all, refusal);
    append(all, reasoning);
    for (var calls : List.of(toolCalls, builtInCalls)) {
      for (var call : calls) {
        append(all, call.name());
        append(all, call.arguments());
      }
    }
    return all.toString();
  }

  private static void append(StringBuilder all, String text) {
    if (!all.isEmpty() && !text.isEmpty()) {
      all.append('\n');
    }
    all.append(text);
  }

  /** Without what the model wrote: it is content. */
  @Override
  public String toString() {
    return "ProviderAnswer[%s, %s, %s]".formatted(model, finishReason, usage);
  }
}
